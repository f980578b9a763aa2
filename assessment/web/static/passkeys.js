/* Passkeys: asks the server what to ask, lets the browser do it, and sends the answer with the ordinary form. */
"use strict";
(() => {
  const form = document.querySelector("form[data-passkey], form[data-new-passkey]");
  if (!form || !window.PublicKeyCredential || !window.isSecureContext || /^[\d.]+$|:/.test(location.hostname)) return;
  const isNew = "newPasskey" in form.dataset;
  const button = form.querySelector("[data-passkey-button]");
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const ask = async () => {
    const answer = await fetch(isNew ? form.dataset.newPasskey : form.dataset.passkey, {
      method: "POST", headers: { "X-CSRFToken": form.elements.csrf_token.value },
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const options = await answer.json();
    options.challenge = bytes(options.challenge);
    for (const known of options.excludeCredentials || options.allowCredentials || []) known.id = bytes(known.id);
    if (isNew) options.user.id = bytes(options.user.id);
    return isNew ? navigator.credentials.create({ publicKey: options }) : navigator.credentials.get({ publicKey: options });
  };
  const words = (credential) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
      if (credential.response[name]) response[name] = text(credential.response[name]);
    return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response, clientExtensionResults: {} });
  };
  button.hidden = false;
  form.querySelector("[data-no-passkeys]")?.remove();
  button.addEventListener("click", async () => {
    if (isNew && !form.reportValidity()) return;
    button.disabled = true;
    try {
      form.elements.answer.value = words(await ask());
      form.submit();
    } catch {
      /* The person has cancelled, or there is no passkey: the form stays as it is. */
      button.disabled = false;
    }
  });
})();

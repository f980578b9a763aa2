/* Saves each answer by itself, keeps what could not be sent (encrypted) and sends it again. Nothing here decides anything: the server does. */
(() => {
  "use strict";
  const form = document.getElementById("section");
  if (!form) return;
  const texts = { ...form.dataset };
  const receipt = document.getElementById("receipt");
  const url = form.action, path = location.pathname, edition = form.elements.edition.value;
  const articles = [...form.querySelectorAll("article")];
  const bare = (...given) => Object.assign(Object.create(null), ...given); // for ids as keys: nothing is inherited
  let csrf = form.elements.csrf_token.value;
  let batches = []; // what was not acknowledged yet, in order; only the last one may still change
  let busy = false, stopped = false, leaving = false, leavingForGood = false;
  let pause = 0, retry, typing = new Map(), torn = bare(); // torn: sent, answered, and not saved
  const FINAL = ["forbidden", "gone", "closed", "malformed"];

  const random = (size) => [...crypto.getRandomValues(new Uint8Array(size))].map((b) => b.toString(16).padStart(2, "0")).join("");
  const controls = (id) => [...document.getElementById(id).querySelectorAll("input,select,textarea")];
  const version = (id) => form.elements[id + ".version"];
  const fields = (id) => controls(id).filter((c) => !/radio|checkbox/.test(c.type) || c.checked).map((c) => [c.name, c.value]);
  const say = (words, bad) => { receipt.textContent = words; receipt.classList.toggle("bad", !!bad); };

  const node = (told) => {
    if (typeof told === "string") return told;
    const [name, given, ...inside] = told, made = document.createElement(name);
    for (const at in given) made.setAttribute(at, given[at]);
    made.append(...inside.map(node));
    return made;
  };

  /* The queue: one box for each tab and page, readable only with the key that the server gives to this person. */
  let key, owner, box, boxes = new Set(), writing = Promise.resolve();
  const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const open = async (hex) => {
    if (!hex || !crypto.subtle) return;
    const raw = Uint8Array.from(hex.match(/../g), (h) => parseInt(h, 16));
    key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", raw));
    owner = "answers:" + btoa(String.fromCharCode(...digest.slice(0, 9))) + ":";
    sessionStorage.tab ||= random(8);
    box = owner + path + "#" + sessionStorage.tab;
  };
  const keep = () => (writing = writing.then(async () => {
    if (!key) return;
    try {
      const kept = Object.keys(torn).length ? [...batches, { id: random(16), edition, answers: torn }] : batches;
      if (!kept.length) { boxes.forEach((name) => localStorage.removeItem(name)); return localStorage.removeItem(box); }
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(JSON.stringify(kept))));
      localStorage.setItem(box, btoa([...iv, ...sealed].map((b) => String.fromCharCode(b)).join("")));
    } catch { key = null; } // full or forbidden: then there is no queue, and the warning on leaving remains
  }));
  const restore = async () => {
    for (const name of Object.keys(localStorage).filter((n) => n.startsWith(owner))) {
      const page = name.slice(owner.length).split("#")[0];
      if (page !== path) { elsewhere(page); continue; }
      try {
        const kept = bytes(localStorage[name]);
        const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: kept.slice(0, 12) }, key, kept.slice(12));
        for (const batch of JSON.parse(new TextDecoder().decode(plain))) batches.push({ ...batch, answers: bare(batch.answers) });
        boxes.add(name);
      } catch { localStorage.removeItem(name); }
    }
    const late = batches.filter((batch) => batch.edition && batch.edition !== edition);
    if (late.length) return hand(late);
    batches = batches.filter((batch) => Object.keys(batch.answers).every(version));
    batches.forEach((batch) => { batch.tried = true; Object.values(batch.answers).forEach(show); });
  };
  /* What was typed for another version of the questions: the server shows on a page what it cannot save. */
  const hand = async (late) => {
    const last = late.at(-1), answers = bare(...late.map((batch) => batch.answers));
    stopped = true;
    batches = batches.filter((batch) => !late.includes(batch));
    await keep();
    const sent = Object.assign(document.createElement("form"), { action: url, method: "post", hidden: true });
    const pairs = [["csrf_token", csrf], ["save_id", last.id], ["edition", last.edition], ...Object.values(answers).flat()];
    for (const [name, value] of pairs) sent.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    document.body.append(sent);
    leaving = true;
    sent.submit();
  };
  const show = (pairs) => {
    const id = pairs[0][0].replace(/\.version$/, "");
    for (const c of controls(id)) {
      const given = pairs.filter(([name]) => name === c.name).map(([, value]) => value);
      if (/radio|checkbox/.test(c.type)) c.checked = given.includes(c.value);
      else c.value = given[0] ?? "";
    }
  };
  const elsewhere = (page) => {
    const link = Object.assign(document.createElement("a"), { href: page, textContent: texts.elsewhere });
    receipt.replaceChildren(link);
  };

  /* Sending: one request at a time, the same one again until it is answered. */
  const note = (id) => {
    clearTimeout(typing.get(id));
    typing.delete(id);
    const now = fields(id);
    if (torn[id] && String(torn[id]) === String(now)) return;
    let batch = batches.at(-1);
    if (!batch || batch.tried) batches.push((batch = { id: random(16), edition, answers: bare() }));
    batch.answers[id] = now;
    delete torn[id];
    keep();
    send();
  };
  const post = async (id, pairs) => {
    const body = new URLSearchParams([["csrf_token", csrf], ["save_id", id], ["edition", edition], ...pairs]);
    const signal = AbortSignal.timeout ? AbortSignal.timeout(30000) : undefined;
    const reply = await fetch(url, { method: "POST", body, signal, headers: { Accept: "application/json" }, keepalive: String(body).length < 60000 });
    return [reply.status, await reply.json()];
  };
  const send = async () => {
    if (busy || stopped || !batches.length) return;
    busy = true;
    clearTimeout(retry);
    const batch = batches[0];
    batch.tried = true;
    if (!receipt.classList.contains("bad")) say(texts.saving);
    let status = 0, told = {};
    try { [status, told] = await post(batch.id, Object.values(batch.answers).flat()); } catch { /* no connection, or no answer of ours */ }
    busy = false;
    if (told.answers) { pause = 0; acknowledge(batch, told); } else fail(status, told);
  };
  const offerUndo = (id) => {
    const undo = document.getElementById("undo").elements;
    undo.undone.value = id;
    undo.save_id.value = random(16);
    undo.csrf_token.value = csrf;
    document.getElementById("undo-button").hidden = false;
  };
  const acknowledge = (batch, told) => {
    batches.shift();
    say(told.message);
    if (Object.values(told.answers).some((answer) => answer.outcome === "saved")) offerUndo(batch.id);
    for (const [id, answer] of Object.entries(told.answers)) {
      if (answer.outcome === "saved" || answer.outcome === "unchanged") {
        version(id).value = answer.version;
        for (const later of batches) later.answers[id]?.forEach((pair) => { if (pair[0] === id + ".version") pair[1] = answer.version; });
        if (answer.standing) document.getElementById(id + "-standing").replaceChildren(...answer.standing.map(node));
      } else {
        torn[id] = batch.answers[id];
        complain(id, answer);
      }
    }
    if (told.shown) ask(told);
    count();
    keep();
    send();
  };
  const complain = (id, answer) => {
    const standing = document.getElementById(id + "-standing");
    standing.replaceChildren(Object.assign(document.createElement("strong"), { className: "field-error", textContent: answer.message }));
    if (answer.outcome === "conflict") standing.append(Object.assign(document.createElement("button"), { className: "button small", name: "then", value: "here", textContent: texts.compare }));
    say(answer.message, true);
  };
  const ask = (told) => {
    for (const article of articles) {
      article.hidden = !told.shown.includes(article.id);
      for (const choice of article.querySelectorAll("[data-option]")) choice.hidden = !!told.hidden_options[article.id]?.includes(choice.dataset.option);
    }
  };
  const count = () => {
    const asked = articles.filter((article) => !article.hidden);
    const done = asked.filter((article) => article.querySelector(".beneath .good")).length;
    const bar = document.querySelector("progress");
    bar.max = asked.length;
    bar.value = done;
    document.getElementById("answered").textContent = texts.answered.replace("{done}", done).replace("{all}", asked.length);
  };
  const fail = (status, told) => {
    if (told.error === "stale") return pause ? again() : renew();
    if (told.error === "signed-out") { say(texts.signedOut, true); return again(); }
    if (FINAL.includes(told.error)) { stopped = true; return say(told.message, true); }
    say(status ? texts.failed : key ? texts.offline : texts.fragile, true);
    again();
  };
  const again = () => {
    pause = Math.min(60, pause * 2 || 2);
    clearTimeout(retry);
    retry = setTimeout(renew, pause * 1000);
  };
  /* A token of the present session: after signing in again the old one is dead. */
  const renew = async () => {
    if (!batches.length) return;
    try {
      const reply = await fetch(texts.state, { headers: { Accept: "application/json" } });
      if (reply.ok && !reply.redirected) { csrf = form.elements.csrf_token.value = (await reply.json()).csrf_token; pause ||= 1; return send(); }
      fail(reply.status, { error: reply.redirected ? "signed-out" : "" });
    } catch { fail(0, {}); }
  };

  form.addEventListener("change", (event) => { const article = event.target.closest("article"); if (article) note(article.id); });
  form.addEventListener("input", (event) => {
    const article = event.target.closest("article");
    if (!article || event.target.tagName !== "TEXTAREA") return;
    clearTimeout(typing.get(article.id));
    typing.set(article.id, setTimeout(note, 1200, article.id));
  });
  const flush = () => [...typing.keys()].forEach(note);
  form.addEventListener("submit", async (event) => {
    if (event.submitter?.name || Object.keys(torn).length || stopped) {
      leaving = true; // the server answers with a page about whatever cannot be saved
      torn = bare();
      return keep();
    }
    event.preventDefault();
    flush();
    if (!batches.length) try { say((await post(random(16), []))[1].message); } catch { say(texts.failed, true); }
    else { pause = 0; send(); }
  });
  document.querySelector("form[action$='/sign-out']")?.addEventListener("submit", () => { leavingForGood = true; });
  addEventListener("beforeunload", (event) => { flush(); if (!leaving && (batches.length || Object.keys(torn).length)) event.preventDefault(); });
  addEventListener("pagehide", () => {
    if (leavingForGood) Object.keys(localStorage).filter((name) => name.startsWith("answers:")).forEach((name) => localStorage.removeItem(name));
  });
  addEventListener("visibilitychange", () => { if (document.hidden) flush(); else { pause = 0; renew(); } });
  addEventListener("online", () => { pause = 0; renew(); });
  addEventListener("focus", () => { if (pause) { pause = 0; renew(); } });
  addEventListener("pageshow", async (event) => {
    leaving = false;
    if (!event.persisted || batches.length) return;
    const reply = await fetch(texts.state, { headers: { Accept: "application/json" } });
    const now = bare(reply.ok && (await reply.json()).answers);
    if (Object.keys(now).some((id) => version(id) && version(id).value !== String(now[id].version))) location.reload();
  });
  form.removeAttribute("data-key");
  open(texts.key).then(restore).then(send).catch(() => { key = null; });
})();

/* Shows in the preview of a draft what is asked after each answer. The server decides; nothing is kept, here or there. */
(() => {
  "use strict";
  const form = document.getElementById("preview");
  if (!form) return;
  const waiting = document.getElementById("waiting");
  const articles = [...form.querySelectorAll("article")];
  let latest = 0;
  form.addEventListener("change", async () => {
    const asking = ++latest;
    try {
      const reply = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" } });
      if (!reply.ok || asking !== latest) return;
      const told = await reply.json();
      for (const article of articles) {
        article.hidden = !told.shown.includes(article.id);
        for (const choice of article.querySelectorAll("[data-option]")) choice.hidden = !!told.hidden_options[article.id]?.includes(choice.dataset.option);
      }
      waiting.textContent = told.waiting;
    } catch { /* without a connection the button says so */ }
  });
})();

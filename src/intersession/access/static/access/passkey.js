/* Passkeys: the browser asks the key, the answer travels in an ordinary form.
   <button data-passkey="login|second|add"> in a form with <input name="credential">. */
(() => {
  "use strict";
  const said = (form, text) => { const p = form.querySelector("[data-said]"); if (p) p.textContent = text; };
  const kept = () => JSON.parse(document.getElementById("passkey-options").textContent);
  const asked = async (form) => {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  };
  const ask = {
    login: async (form) => webauthnJSON.get((await asked(form)).request_options),
    second: async () => webauthnJSON.get(kept().request_options),
    add: async () => webauthnJSON.create(kept().creation_options),
  };
  document.querySelectorAll("button[data-passkey]").forEach((button) => {
    if (!window.PublicKeyCredential || !window.webauthnJSON) return;
    const form = button.form;
    form.hidden = false;
    button.addEventListener("click", async (event) => {
      event.preventDefault();
      button.disabled = true;
      try {
        const credential = await ask[button.dataset.passkey](form);
        form.elements.credential.value = JSON.stringify(credential);
        form.submit();
      } catch (reason) {
        said(form, form.dataset.failed);
        button.disabled = false;
      }
    });
  });
})();

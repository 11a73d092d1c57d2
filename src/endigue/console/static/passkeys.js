"use strict";
// Passkeys (WebAuthn): asks the browser to make a key, or to sign with one, then sends the form.
// Without this file, and where a browser can do neither, figures and printed codes do as well.
(() => {
  const able = window.isSecureContext && "PublicKeyCredential" in window && !!navigator.credentials;
  document.documentElement.dataset.passkeys = able ? "yes" : "no";
  if (!able) return;

  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const named = (keys) => (keys ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

  const made = async (options) => {
    const key = await navigator.credentials.create({ publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: named(options.excludeCredentials),
    } });
    return { key, response: { attestationObject: text(key.response.attestationObject) } };
  };
  const signed = async (options) => {
    const key = await navigator.credentials.get({ publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      allowCredentials: named(options.allowCredentials),
    } });
    const { authenticatorData, signature, userHandle } = key.response;
    return { key, response: {
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      ...(userHandle ? { userHandle: text(userHandle) } : {}),
    } };
  };
  const asked = async (button) => {
    if (button.dataset.options) return JSON.parse(button.dataset.options).publicKey;
    const answer = await fetch(button.dataset.passkey, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return (await answer.json()).publicKey;
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-passkey]");
    if (!button) return;
    const form = button.form;
    const figure = form.elements.namedItem("figure");
    const said = form.querySelector("[data-passkey-said]");
    const needed = !!figure?.required;
    if (figure) figure.required = false;
    if (form.reportValidity()) {
      button.disabled = true;
      said.textContent = button.dataset.wait;
      try {
        const options = await asked(button);
        const { key, response } = await (options.user ? made(options) : signed(options));
        response.clientDataJSON = text(key.response.clientDataJSON);
        form.elements.namedItem("passkey").value =
          JSON.stringify({ id: key.id, rawId: key.id, type: key.type, response, clientExtensionResults: {} });
        form.requestSubmit(form.querySelector("button:not([type=button])"));
        return;
      } catch (error) {
        // What browsers say differs and is in their language; their name for it helps whoever looks for it.
        said.textContent = `${button.dataset.failed} (${error.name})`;
      } finally {
        button.disabled = false;
      }
    }
    if (figure) figure.required = needed;
  });
})();

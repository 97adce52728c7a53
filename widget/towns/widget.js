// `/widget.js` of a server of many towns: loads the file of the one that the tag names in `data-town`,
// with all that the tag says; without it, that of the server's own town, if it has one.

(() => {
  /** The name of the file of the server's own town, "" when it has none; written by the server. */
  const OWN = "";
  const tag = /** @type {HTMLScriptElement | null} */ (
    document.currentScript ?? document.querySelector('script[src*="/widget.js"]')
  );
  const element = /** @type {HTMLElement | null} */ (document.querySelector("assistant-mairie"));
  const town = tag?.dataset.town ?? element?.dataset.town;
  const file = town ? `ville/${encodeURIComponent(town)}/widget.js` : OWN;
  if (!tag || !file) {
    console.error("Assistant\u00a0: donnez data-town, le nom de la mairie, sur la ligne du script.");
    return;
  }
  // A website may refuse any address of a script that no policy made.
  const policy = /** @type {any} */ (window).trustedTypes?.createPolicy("assistant-mairie", {
    createScriptURL: (/** @type {string} */ address) => address,
  });
  const address = new URL(file, tag.src).href;
  const script = document.createElement("script");
  script.src = policy ? policy.createScriptURL(address) : address;
  Object.assign(script.dataset, tag.dataset);
  document.head.append(script);
})();

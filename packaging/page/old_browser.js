/* Words that every browser reads: shows that this one cannot open the page, where that is so. */
(function () {
  var root = document.documentElement;
  function tooOld() {
    root.className = "too-old";
  }
  window.onerror = function (message) {
    if (/SyntaxError/.test(String(message))) tooOld();
  };
  try {
    /* A module with an exception tag, and one with a reference to something of the page's. */
    var ready =
      typeof structuredClone === "function" &&
      typeof DecompressionStream === "function" &&
      typeof Array.prototype.findLast === "function" &&
      typeof indexedDB === "object" &&
      typeof Worker === "function" &&
      WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 13, 3, 1, 0, 0])) &&
      WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 111]));
    if (!ready) tooOld();
  } catch (error) {
    tooOld();
  }
})();

/** @typedef {number[]} Rgb  red, green, blue from 0 to 255 */

// What the town's colour is read on: the panel's least favourable background in each scheme.
/** @type {Rgb} */
const LIGHT = [243, 244, 248];
/** @type {Rgb} */
const DARK = [43, 45, 56];
const ENOUGH = 4.5;
const SHADES = 20;

/**
 * Sets the custom properties that styles.js reads: the town's colour, made darker or lighter until
 * it can be read (WCAG 2.2, contrast of 4.5). What is no opaque sRGB colour leaves the usual one.
 *
 * @param {HTMLElement} root  out of reach of the page's rules, but for custom properties
 * @param {string} [asked]
 */
export function setColours(root, asked) {
  const looks = getComputedStyle(root);
  // The outline is never drawn; a colour that the browser cannot read is not kept.
  root.style.outlineColor = asked || looks.getPropertyValue("--assistant-mairie-color");
  const found =
    root.style.outlineColor && looks.outlineColor.match(/^rgb\((\d+), (\d+), (\d+)\)$/u);
  if (!found) return;
  const colour = found.slice(1).map(Number);
  root.style.setProperty("--accent-on-light", css(readable(colour, LIGHT, 0)));
  root.style.setProperty("--accent-on-dark", css(readable(colour, DARK, 255)));
}

/**
 * The colour, mixed with black (0) or white (255) as little as the contrast needs.
 *
 * @param {Rgb} colour
 * @param {Rgb} background
 * @param {number} end
 * @returns {Rgb}
 */
export function readable(colour, background, end) {
  for (let shade = 0; shade <= SHADES; shade++) {
    const mixed = colour.map((part) => Math.round(part + ((end - part) * shade) / SHADES));
    if (contrast(mixed, background) >= ENOUGH) return mixed;
  }
  return [end, end, end];
}

/**
 * The contrast of WCAG between two colours, from 1 to 21.
 *
 * @param {Rgb} one
 * @param {Rgb} other
 */
export function contrast(one, other) {
  const [a, b] = [luminance(one) + 0.05, luminance(other) + 0.05];
  return Math.max(a / b, b / a);
}

/** @param {Rgb} colour */
function luminance(colour) {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param {Rgb} colour */
function css(colour) {
  return `rgb(${colour.join(" ")})`;
}

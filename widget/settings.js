/**
 * What the server writes in the file that it serves (bot/site/widget_file.py): an error can name
 * the town hall's phone even when the server no longer answers.
 *
 * `key` is the town's name on a server of many towns, "" on its own; `server` is the assistant's
 * public address, "" when the server does not know it; `styles` are the style sheets of this folder.
 *
 * @type {{
 *   town: string, phone: string, maxLength: number, keepHours: number, key: string,
 *   server: string, styles: string,
 * }}
 */
export const SETTINGS = {
  town: "",
  phone: "",
  maxLength: 0,
  keepHours: 0,
  key: "",
  server: "",
  styles: "",
};

/**
 * What the server writes in the file that it serves (bot/site/widget_file.py): an error can name
 * the town hall's phone even when the server no longer answers.
 *
 * @type {{phone: string, maxLength: number, keepHours: number}}
 */
export const SETTINGS = { phone: "", maxLength: 0, keepHours: 0 };

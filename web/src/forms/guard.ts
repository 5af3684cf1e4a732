/**
 * Notice what would name someone in a free text: the same shapes as demeso/kernel/guard.py,
 * over the same cases (tests/kernel/guard_cases.json). It stays on the device.
 */

export type Mark = "phone" | "email" | "name" | "place";

const HIGH = "A-ZÀ-ÖØ-ÞƐƆƝŊ";
const ANY = "A-Za-zÀ-ÖØ-öø-ÿœɛɔɲŋƐƆƝŊ";
const WORD = `[${HIGH}][${ANY}]+(?:['’-][${ANY}]+)*`;
const DATES = /\b\d{4}-\d\d-\d\d\b|\b\d\d?[/.]\d\d?[/.]\d{4}\b/g;
const NUMBER = /(?<!\d)(?:\+|00)?\d(?:[ .\-/]?\d){7,14}(?!\d)/;
const DEGREES =
  /\d{1,3}[.,]\d{2,}°? ?[NSEWO]?(?: ?[,;/] ?| +)[NSEWO]? ?[-−+]?\d{1,3}[.,]\d{2,}|\d ?(?:[°º]|deg[a-zé]*) ?(?:\d|[NSEWO]\b)|\d[.,]\d{2,} ?(?:[NSEWO]\b|nord\b|sud\b|north\b|south\b)|\b[NSEWO] ?[-−+]?\d{1,3}[.,]\d{2,}|\b[2-9CFGHJMPQRVWX]{4,8}\+[2-9CFGHJMPQRVWX]{2,3}\b|\bgeo:/;
const MAIL = /[^\s@]+@[^\s@]+\.[^\s@]+/;
const ROW = new RegExp(`${WORD}(?: +${WORD})*`, "g");
const TITLED = new RegExp(`\\b(?:M\\.|Mme|Mlle|Monsieur|Madame|Docteur|Dr\\.?|Maître|Imam|Mr\\.?|Mrs\\.?) +${WORD}`);
const SOMEWHERE = new RegExp(
  `(?<![${ANY}])(?:(?:village|hameau|quartier|commune|secteur|campement|rue|puits)(?: du| de| of)? +` +
    `|(?:[àÀ]|vers|depuis|in|at|near|from) +)(${WORD})`,
  "g",
);
/** What begins a sentence with a capital and names nobody. */
const OPENERS = new Set(
  (
    "à alors après au aussi aux avant avec c ce ces cet cette chez comme dans de depuis " +
    "des deux du elle elles en ensuite est et hier ici il ils je j jusque l la le les " +
    "leur leurs lui lundi mardi mercredi jeudi vendredi samedi dimanche mais mme mon ne " +
    "nous on ou où par pas pendant personne plus pour puis quand que qui rien sa sans se " +
    "selon ses si son sur toujours tous tout toute trois très un une veut vers vous " +
    "a after also an and at before but by each every for from he her his i in it monday " +
    "tuesday wednesday thursday friday saturday sunday my near no not of our she since " +
    "so the their then there they this to two we when with without yes you"
  ).split(" "),
);

/** Return what a text seems to hold; `known` are names that find nobody, such as regions. */
export function marks(text: string, known: readonly string[] = []): Mark[] {
  const plain = new Set([...known, ...known.flatMap((name) => name.split(" "))]);
  const found: readonly (readonly [Mark, boolean])[] = [
    ["phone", NUMBER.test(text.replace(DATES, " "))],
    ["email", MAIL.test(text)],
    ["name", TITLED.test(text) || rows(text).some((row) => row.length > 1 && !row.every((word) => plain.has(word)))],
    ["place", DEGREES.test(text) || [...text.matchAll(SOMEWHERE)].some(([, word = ""]) => !plain.has(word) && !isOpener(word))],
  ];
  return found.filter(([, here]) => here).map(([mark]) => mark);
}

/** Words with a capital that stand side by side, openers taken off. */
function rows(text: string): string[][] {
  return [...text.matchAll(ROW)].map(([row]) => {
    const words = row.split(/ +/);
    const first = words.findIndex((word) => !isOpener(word));
    return first < 0 ? [] : words.slice(first);
  });
}

function isOpener(word: string): boolean {
  return OPENERS.has(word.toLowerCase());
}

/** Python that reads an instant as AWS and our own verdicts write it: `fromisoformat` knows no Z before Python 3.11. */
export const readInstant = `
from datetime import datetime, timedelta, timezone

def instant(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))
`.trimStart();

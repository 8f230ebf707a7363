"""How a file that is carried away is called."""

from urllib.parse import quote

from app.cafes.models import Cafe


def named(cafe: Cafe, ending: str) -> dict[str, str]:
    """The header of a download named after date and title, in letters that every system can store."""
    stem = "-".join("".join(sign if sign.isalnum() else " " for sign in cafe.title).split())[:60] or "cafe"
    name = f"{cafe.held_on or cafe.laid_at.date()}-{stem}.{ending}"
    return {"Content-Disposition": f"attachment; filename=\"harvest.{ending}\"; filename*=UTF-8''{quote(name)}"}

/* The script that every page asks for (door, wall and board add one of their own). Every file below attaches itself by
   data attributes and is idle on pages without them. All are named here, also the inner ones, so that the browser asks
   for them at once and not one after another. */
import "./live/keep.js";
import "./live/time.js";
import "./live/uuid.js";
import "./live/socket.js";
import "./notice.js";
import "./copy.js";
import "./live/screen.js";
import "./live/page.js";
import "./live/cursor.js";
import "./live/poll.js";
import "./live/line.js";
import "./live/store.js";
import "./live/delivery.js";
import "./live/outbox.js";
import "./status.js";
import "./live/waiting.js";
import "./live/saved.js";
import "./drafts.js";
import "./composer.js";
import "./telling.js";
import "./mine.js";
import "./still.js";
import "./growing.js";
import "./connect.js";
import "./doodle-store.js";
import "./doodle.js";
import "./clock.js";
import "./quiet.js";
import "./device.js";
import "./stage.js";
import "./hush.js";
import "./later.js";

// Sends the page's form without being asked.
"use strict";

document.forms[0].submit();

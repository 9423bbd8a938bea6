// Takes the shopper out of the window and back to the shop.
"use strict";

top.location.replace(document.querySelector(".back a").href);

// Takes the shopper out of the window and back to the shop.
"use strict";

parent.location.replace(document.querySelector(".back a").href);

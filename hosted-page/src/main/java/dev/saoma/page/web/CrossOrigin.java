package dev.saoma.page.web;

/** Whose scripts may read what an address answers. */
enum CrossOrigin {
    /** Those of our own pages. */
    NOBODY,
    /** Those at an origin that an application registered. */
    REGISTERED
}

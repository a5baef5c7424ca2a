/**
 * The settings as a text without secrets.
 *
 * <p>Owns the exported form of settings: every value as written, every secret replaced by an environment variable. Must not
 * know the meaning of any setting except which are secrets.
 */
@NullMarked
package dev.saoma.page.settings.document;

import org.jspecify.annotations.NullMarked;

/**
 * Admission of a sign-in by the directory: from the database or, while that is unavailable, from memory.
 *
 * <p>Owns the deadline of the directory's verdicts, the waiting list and a node's periodic work. Must not know administrators'
 * orders, HTTP, cookies or tokens.
 */
@NullMarked
package dev.saoma.page.database.admission;

import org.jspecify.annotations.NullMarked;

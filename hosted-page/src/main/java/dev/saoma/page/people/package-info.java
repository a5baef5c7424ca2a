/**
 * The operator's data about people: roles and attributes by subject, and by which of WeChat's identifiers a subject is
 * meant.
 *
 * <p>Owns the re-reading of the users file and the record of the subject policy in use. Must not know tokens or how WeChat
 * is asked.
 */
@NullMarked
package dev.saoma.page.people;

import org.jspecify.annotations.NullMarked;

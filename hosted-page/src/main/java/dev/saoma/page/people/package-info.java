/**
 * The operator's data about people: roles and attributes by subject, and which of WeChat's identifiers is the subject.
 *
 * <p>Owns the re-reading of the users file and the record of the subject policy in use. Must not know tokens or how WeChat is
 * called.
 */
@NullMarked
package dev.saoma.page.people;

import org.jspecify.annotations.NullMarked;

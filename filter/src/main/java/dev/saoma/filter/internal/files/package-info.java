/**
 * Internal. Trust in files: who else could have written them.
 *
 * <p>Owns the judgement of owners and permissions. Must not know what is in the files.
 */
@NullMarked
package dev.saoma.filter.internal.files;

import org.jspecify.annotations.NullMarked;

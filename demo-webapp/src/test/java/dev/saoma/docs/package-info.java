/**
 * The documents as documents: links, index, languages. What they say of the code is tested beside that code. Likewise the sources
 * of all modules as texts: their measures and their words.
 */
@NullMarked
package dev.saoma.docs;

import org.jspecify.annotations.NullMarked;

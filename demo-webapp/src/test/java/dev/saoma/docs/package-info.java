/**
 * Tests of the documents as documents: links, index, languages. What they say about the code is tested beside that code.
 * Likewise tests of the sources of all modules as texts: their size and their words.
 */
@NullMarked
package dev.saoma.docs;

import org.jspecify.annotations.NullMarked;

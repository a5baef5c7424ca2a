/** The documents as documents: links, index, languages. What they say of the code is tested beside that code. */
@NullMarked
package dev.saoma.docs;

import org.jspecify.annotations.NullMarked;

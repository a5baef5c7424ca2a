/** The filter in Spring Boot: owns the source of its settings there, and its order among Boot's own filters. */
@NullMarked
package dev.saoma.filter.boot;

import org.jspecify.annotations.NullMarked;

/** The filter in Spring Boot: owns where settings come from there, and the filter's place among Boot's own. */
@NullMarked
package dev.saoma.filter.boot;

import org.jspecify.annotations.NullMarked;

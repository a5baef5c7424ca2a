package dev.saoma.filter.internal.web;

import java.util.Collections;
import java.util.Set;

/** The files and servlet mappings of an application, as far as its container reports them. */
public interface ApplicationFiles {
    /** Reports nothing. */
    ApplicationFiles NONE = new ApplicationFiles() {
        @Override
        public Set<String> servletMappings() {
            return Collections.emptySet();
        }

        @Override
        public boolean hasFile(String path) {
            return false;
        }
    };

    /** Returns the URL patterns of all servlets; empty if the container does not report them. */
    Set<String> servletMappings();

    /** Whether there is a file at that path, in the application itself or in one of its jars. */
    boolean hasFile(String path);
}

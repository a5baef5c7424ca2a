package dev.saoma.bench;

import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.MappingMatch;

/** The application's one servlet, mapped to {@code /}. */
final class DefaultServlet implements HttpServletMapping {
    @Override
    public String getMatchValue() {
        return "";
    }

    @Override
    public String getPattern() {
        return "/";
    }

    @Override
    public String getServletName() {
        return "application";
    }

    @Override
    public MappingMatch getMappingMatch() {
        return MappingMatch.DEFAULT;
    }
}

package dev.saoma.demo.legacy;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.PrintWriter;

/** Head and foot of every page, and the escaping of what stands between. */
final class Page {
    private Page() {}

    /** Starts a page and returns its writer, placed inside {@code <main>}. */
    static PrintWriter open(HttpServletRequest request, HttpServletResponse response, String title) throws IOException {
        response.setContentType("text/html");
        response.setCharacterEncoding("UTF-8");
        PrintWriter out = response.getWriter();
        String home = request.getContextPath();
        out.println("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">");
        out.println("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        out.println("<title>" + escape(title) + " – Order desk</title>");
        out.println("<link rel=\"stylesheet\" href=\"" + home + "/style.css\">");
        // Of the sign-in filter: a note typed after the session ended is not lost.
        out.println("<script src=\"" + home + "/saoma/keep-session.js\"></script></head><body>");
        out.println("<header><strong>Order desk</strong><nav><a href=\"" + home + "/orders/\">Orders</a>");
        out.println("<a href=\"" + home + "/admin/\">Admin</a></nav>");
        if (request.getRemoteUser() != null) {
            out.println("<span class=\"who\">Signed in as " + name(request) + "<bdi id=\"user\">"
                    + escape(request.getRemoteUser()) + "</bdi></span><form class=\"inline\" method=\"post\" action=\""
                    + home
                    + "/sign-out\"><button id=\"sign-out\">Sign out</button></form>");
            // Of the sign-in filter: also at the login page, for computers that others use too.
            out.println("<form class=\"inline\" method=\"post\" action=\"" + home
                    + "/saoma/logout\"><button id=\"sign-out-everywhere\">Sign out everywhere</button></form>");
        }
        out.println("</header>");
        out.println("<main><h1>" + escape(title) + "</h1>");
        return out;
    }

    /** What people call themselves; applications of that time looked for it in the session. */
    private static String name(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Object name = session == null ? null : session.getAttribute("LOGIN_NAME");
        return name == null ? "" : "<bdi id=\"name\">" + escape(name.toString()) + "</bdi> ";
    }

    static void close(PrintWriter out) {
        out.println("</main></body></html>");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}

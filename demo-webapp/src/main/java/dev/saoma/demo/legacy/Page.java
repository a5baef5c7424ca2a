package dev.saoma.demo.legacy;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Header and footer of every page, and escaping. */
final class Page {
    private Page() {}

    /** Starts a page and returns its writer, placed inside {@code <main>}; the title is escaped already. */
    static PrintWriter open(HttpServletRequest request, HttpServletResponse response, Texts texts, String title)
            throws IOException {
        PrintWriter out = head(request, response, texts, title, "<body>");
        String home = request.getContextPath();
        // Hidden in a frame of the desktop, which has a frame for it.
        out.println("<header>" + brand(texts) + "<nav aria-label=\"" + texts.get("nav") + "\"><a href=\"" + home
                + "/orders/\">" + texts.get("menu.all") + "</a> <a href=\"" + home + "/customers/\">"
                + texts.get("menu.customer-list") + "</a> <a href=\"" + home + "/admin/\">" + texts.get("menu.admin")
                + "</a> <a href=\"" + home + "/\">" + texts.get("menu.desk") + "</a></nav>");
        who(request, texts, out, "");
        out.println("</header>");
        out.println("<main><h1>" + title + "</h1>");
        return out;
    }

    /** Writes the page up to {@code <body>}, which is given with its attributes. */
    static PrintWriter head(
            HttpServletRequest request, HttpServletResponse response, Texts texts, String title, String body)
            throws IOException {
        PrintWriter out = writer(response);
        String home = request.getContextPath();
        out.println("<!DOCTYPE html><html lang=\"" + texts.get("lang") + "\"><head><meta charset=\"utf-8\">");
        out.println("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        out.println("<title>" + title + " - " + texts.get("product") + "</title>");
        out.println("<link rel=\"stylesheet\" href=\"" + home + "/style.css\">");
        out.println("<script src=\"" + home + "/desk.js\"></script>");
        // The sign-in filter's script: a note typed after the session has ended is not lost.
        out.println("<script src=\"" + home + "/saoma/keep-session.js\"></script></head>" + body);
        return out;
    }

    /** Returns the writer of a response that is HTML in the language of the request. */
    static PrintWriter writer(HttpServletResponse response) throws IOException {
        response.setContentType("text/html");
        response.setCharacterEncoding("UTF-8");
        response.addHeader("Vary", "Accept-Language");
        return response.getWriter();
    }

    static String brand(Texts texts) {
        return "<strong class=\"brand\">" + texts.get("product") + " <small>" + texts.get("version")
                + "</small></strong>";
    }

    /** Writes the signed-in user and the sign-out forms; {@code more} holds additional attributes of both. */
    static void who(HttpServletRequest request, Texts texts, PrintWriter out, String more) {
        String home = request.getContextPath();
        if (request.getRemoteUser() == null) {
            return;
        }
        out.println("<span class=\"who\">" + texts.get("signed-in") + " " + name(request) + "<bdi id=\"user\">"
                + escape(request.getRemoteUser()) + "</bdi></span><form class=\"inline\" method=\"post\"" + more
                + " action=\"" + home + "/sign-out\"><button id=\"sign-out\">" + texts.get("sign-out")
                + "</button></form>");
        // The sign-in filter's address: signs out at the login page too, for shared computers.
        out.println("<form class=\"inline\" method=\"post\"" + more + " action=\"" + home
                + "/saoma/logout\"><button id=\"sign-out-everywhere\">" + texts.get("sign-out-everywhere")
                + "</button></form>");
    }

    private static String name(HttpServletRequest request) {
        String name = loginName(request);
        return name == null ? "" : "<bdi id=\"name\">" + escape(name) + "</bdi> ";
    }

    /** Returns the user's nickname, which applications of that time expected in the session. */
    static @Nullable String loginName(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Object name = session == null ? null : session.getAttribute("LOGIN_NAME");
        return name == null ? null : name.toString();
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

package dev.saoma.demo.legacy;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;

/** A page for users with the role {@code admin}, and those named in the context parameter {@code admins}. */
public final class AdminServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Texts texts = Texts.of(request);
        boolean admin = request.isUserInRole("admin") || isAdmin(request.getRemoteUser());
        response.setStatus(admin ? HttpServletResponse.SC_OK : HttpServletResponse.SC_FORBIDDEN);
        PrintWriter out = Page.open(request, response, texts, texts.get(admin ? "admin.title" : "forbidden.title"));
        if (admin) {
            int notes = OrderBook.of(getServletContext()).all(order -> true).stream()
                    .mapToInt(order -> order.notes().size())
                    .sum();
            out.println("<p>" + texts.get("admin.notes", notes) + "</p><p>" + texts.get("admin.users") + "</p>");
        } else {
            out.println("<p>" + texts.get("forbidden.text") + " <code>" + Page.escape(request.getRemoteUser())
                    + "</code></p>");
        }
        Page.close(out);
    }

    private boolean isAdmin(String user) {
        String admins = getServletContext().getInitParameter("admins");
        return admins != null && Arrays.asList(admins.trim().split("\\s+")).contains(user);
    }
}

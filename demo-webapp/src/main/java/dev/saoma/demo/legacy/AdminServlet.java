package dev.saoma.demo.legacy;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;

/** What only users with the role {@code admin} may see, and those named in the context parameter {@code admins}. */
public final class AdminServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean admin = request.isUserInRole("admin") || isAdmin(request.getRemoteUser());
        response.setStatus(admin ? HttpServletResponse.SC_OK : HttpServletResponse.SC_FORBIDDEN);
        PrintWriter out = Page.open(request, response, admin ? "Admin" : "Not for you");
        if (admin) {
            int notes = OrderBook.of(getServletContext()).all().stream()
                    .mapToInt(order -> order.notes().size())
                    .sum();
            out.println("<p>Notes written since the application started: " + notes + "</p>");
        } else {
            out.println("<p>This area is for administrators. Your user id is <code>"
                    + Page.escape(request.getRemoteUser()) + "</code>.</p>");
        }
        Page.close(out);
    }

    private boolean isAdmin(String user) {
        String admins = getServletContext().getInitParameter("admins");
        return admins != null && Arrays.asList(admins.trim().split("\\s+")).contains(user);
    }
}

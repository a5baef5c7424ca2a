package example;

import dev.saoma.filter.SignedInUser;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The application. */
final class OrdersServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        SignedInUser user = (SignedInUser) request.getUserPrincipal();
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter()
                .printf(
                        "%s: orders of %s (%s), clerk: %s",
                        request.getRequestURI(),
                        user.displayName().orElse("?"),
                        request.getRemoteUser(),
                        request.isUserInRole("clerk"));
    }
}

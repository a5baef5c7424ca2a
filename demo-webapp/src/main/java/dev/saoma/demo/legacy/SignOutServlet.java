package dev.saoma.demo.legacy;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;

/** Signs out with {@code request.logout()} and confirms it. */
public final class SignOutServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        request.logout();
        Texts texts = Texts.of(request);
        PrintWriter out = Page.open(request, response, texts, texts.get("signed-out"));
        out.println("<p><a id=\"again\" href=\"" + request.getContextPath() + "/orders/\">" + texts.get("again")
                + "</a></p>");
        Page.close(out);
    }
}

package dev.saoma.demo.legacy;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;

/** Error pages in place of the container's own. */
public final class ErrorServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        if (status == null) { // Opened directly.
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Texts texts = Texts.of(request);
        String kind = status.equals(404) ? "error.404" : status.equals(400) ? "error.400" : "error.other";
        PrintWriter out = Page.open(request, response, texts, texts.get(kind + ".title"));
        out.println("<p>" + texts.get(kind + ".text") + "</p><p class=\"count\">" + texts.get("error.code") + " "
                + status + "</p>");
        Page.close(out);
    }
}

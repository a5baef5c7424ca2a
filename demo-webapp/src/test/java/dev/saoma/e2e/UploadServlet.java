package dev.saoma.e2e;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A form of an old application, and a list of everything it has sent: content type and every byte. */
public final class UploadServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient List<String> received = new CopyOnWriteArrayList<>();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/html;charset=UTF-8");
        PrintWriter out = response.getWriter();
        out.println("<!doctype html><html lang=\"en\"><title>Upload</title><p id=\"user\">" + request.getRemoteUser());
        for (String one : received) {
            out.println("<p class=\"received\">" + one);
        }
        out.println("<form id=\"plain\" method=\"post\"><textarea name=\"note\"></textarea>"
                + "<input type=\"hidden\" name=\"tag\" value=\"a&amp;b\"><button>Send</button></form>");
        out.println("<form id=\"parts\" method=\"post\" enctype=\"multipart/form-data\">"
                + "<textarea name=\"note\"></textarea><input type=\"file\" name=\"file\"><button>Send</button></form>");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        received.add(request.getRemoteUser() + "|" + request.getQueryString() + "|" + request.getContentType() + "|"
                + Base64.getEncoder().encodeToString(body));
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", request.getRequestURI());
    }
}

package dev.saoma.sandbox.sns;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Draws a user's picture: head and shoulders on a colour of the user's own. No text, so no fonts are needed. */
final class AvatarImage {

    private AvatarImage() {}

    /** Returns a square PNG with sides of {@code size} pixels. */
    static byte[] pngOf(String avatar, int size) {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            float hue = Math.floorMod(avatar.hashCode(), 10) / 10f;
            g.setColor(Color.getHSBColor(hue, 0.50f, 0.76f));
            g.fillRect(0, 0, size, size);
            g.setColor(Color.getHSBColor(hue, 0.10f, 0.98f));
            g.fill(circle(size, 0.50, 0.40, 0.17));
            g.fill(circle(size, 0.50, 0.98, 0.34));
        } finally {
            g.dispose();
        }
        return encode(image);
    }

    private static Ellipse2D circle(int size, double x, double y, double radius) {
        return new Ellipse2D.Double((x - radius) * size, (y - radius) * size, 2 * radius * size, 2 * radius * size);
    }

    private static byte[] encode(BufferedImage image) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}

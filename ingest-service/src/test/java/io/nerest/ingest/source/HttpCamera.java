package io.nerest.ingest.source;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import javax.imageio.ImageIO;

/** A camera that sends JPEGs over HTTP, ten a second, and is controlled by a test. */
final class HttpCamera implements AutoCloseable {
    private static final int PERIOD_MILLIS = 100;

    private final HttpServer server;
    private final AtomicInteger number = new AtomicInteger();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private volatile IntFunction<byte[]> images = HttpCamera::water;
    private volatile boolean silent;

    HttpCamera() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/video", this::send);
        server.start();
    }

    private void send(HttpExchange exchange) throws IOException {
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        exchange.getResponseHeaders().add("Content-Type", "multipart/x-mixed-replace; boundary=frame");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            while (!Thread.currentThread().isInterrupted()) {
                if (!silent) {
                    byte[] jpeg = images.apply(number.incrementAndGet());
                    out.write(("--frame\r\nContent-Type: image/jpeg\r\nContent-Length: " + jpeg.length + "\r\n\r\n")
                            .getBytes(US_ASCII));
                    out.write(jpeg);
                    out.write("\r\n".getBytes(US_ASCII));
                    out.flush();
                }
                Thread.sleep(PERIOD_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/video";
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<String> authorizations() {
        return authorizations;
    }

    void show(IntFunction<byte[]> next) {
        images = next;
    }

    void fallSilent(boolean now) {
        silent = now;
    }

    /** An empty river: even water with noise, different in each frame. */
    static byte[] water(int frame) {
        return jpeg(frame, 160, 120, new Color(60, 80, 90));
    }

    /** One image, again and again. */
    static byte[] frozen(int frame) {
        return jpeg(0, 160, 120, new Color(60, 80, 90));
    }

    /** What a decoder without data shows. */
    static byte[] green(int frame) {
        return jpeg(frame, 160, 120, new Color(0, 135, 0));
    }

    static byte[] larger(int frame) {
        return jpeg(frame, 320, 240, new Color(60, 80, 90));
    }

    private static byte[] jpeg(int frame, int width, int height, Color colour) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(colour);
        pen.fillRect(0, 0, width, height);
        pen.setColor(Color.GRAY);
        pen.fillRect(frame * 7 % width, frame * 3 % height, 2, 2);
        pen.dispose();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpg", jpeg);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return jpeg.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

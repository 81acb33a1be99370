package io.nerest.video.decoder;

import io.nerest.system.DaemonThreads;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Carries an RTSP connection between FFmpeg and one camera address that was checked before. FFmpeg would follow a redirect
 * to any address; here the connection ends, and the redirect can be checked.
 */
final class RtspGate implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int LONGEST_HEADER = 65_536;
    private static final int LONGEST_BODY = 1 << 20;
    private static final Pattern REDIRECT = Pattern.compile("RTSP/1\\.[01] 3\\d\\d.*", Pattern.DOTALL);
    private static final Pattern LOCATION = Pattern.compile("(?im)^Location:\\s*(\\S+)\\s*$");
    private static final Pattern LENGTH = Pattern.compile("(?im)^Content-Length:\\s*(\\d{1,9})\\s*$");

    private final ServerSocket server;
    private final InetAddress camera;
    private final int port;
    private volatile @Nullable String redirect;

    private RtspGate(ServerSocket server, InetAddress camera, int port) {
        this.server = server;
        this.camera = camera;
        this.port = port;
    }

    static RtspGate open(InetAddress camera, int port) throws IOException {
        RtspGate gate = new RtspGate(new ServerSocket(0, 2, InetAddress.getLoopbackAddress()), camera, port);
        DaemonThreads.start("rtsp-gate", gate::accept);
        return gate;
    }

    /** Returns the local port that FFmpeg connects to. */
    int localPort() {
        return server.getLocalPort();
    }

    /** Returns where the camera redirected to, if it did. */
    Optional<String> redirect() {
        return Optional.ofNullable(redirect);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                DaemonThreads.start("rtsp-connection", () -> carry(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void carry(Socket client) {
        try (client;
                Socket target = new Socket()) {
            target.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            target.connect(new InetSocketAddress(camera, port), CONNECT_MILLIS);
            DaemonThreads.start("rtsp-requests", () -> copyRequests(client, target));
            copyAnswers(new BufferedInputStream(target.getInputStream(), 65_536), client.getOutputStream());
        } catch (IOException e) {
            // The connection ends, which FFmpeg reports.
        }
    }

    private static void copyRequests(Socket client, Socket target) {
        try {
            client.getInputStream().transferTo(target.getOutputStream());
            target.shutdownOutput();
        } catch (IOException e) {
            // One of both has closed its socket.
        }
    }

    private void copyAnswers(InputStream camera, OutputStream client) throws IOException {
        DataInputStream in = new DataInputStream(camera);
        byte[] packet = new byte[4 + 65_535];
        for (int first = in.read(); first >= 0; first = in.read()) {
            if (first == '$') {
                packet[0] = (byte) first;
                in.readFully(packet, 1, 3);
                int length = ((packet[2] & 0xff) << 8) | (packet[3] & 0xff);
                in.readFully(packet, 4, length);
                client.write(packet, 0, 4 + length);
            } else {
                copyAnswer(first, in, client);
            }
        }
    }

    private void copyAnswer(int first, DataInputStream in, OutputStream client) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.write(first);
        for (int last4 = first; last4 != 0x0d0a0d0a; ) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            header.write(next);
            last4 = last4 << 8 | next;
            if (header.size() > LONGEST_HEADER) {
                throw new IOException("an answer of the camera is too long");
            }
        }
        String text = header.toString(StandardCharsets.ISO_8859_1);
        if (REDIRECT.matcher(text).matches()) {
            Matcher location = LOCATION.matcher(text);
            redirect = location.find() ? location.group(1) : "";
            throw new IOException("the camera redirects");
        }
        client.write(header.toByteArray());
        Matcher length = LENGTH.matcher(text);
        if (length.find()) {
            int bytes = Integer.parseInt(length.group(1));
            if (bytes > LONGEST_BODY) {
                throw new IOException("an answer of the camera is too long");
            }
            client.write(in.readNBytes(bytes));
        }
        client.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

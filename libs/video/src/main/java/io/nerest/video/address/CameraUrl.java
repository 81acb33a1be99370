package io.nerest.video.address;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The URL of a camera, with its credentials.
 *
 * @param uri {@code rtsp}, {@code http} or {@code https}, with a host
 */
public record CameraUrl(URI uri) {
    private static final Set<String> SCHEMES = Set.of("rtsp", "http", "https");
    private static final int LONGEST = 2_000;
    private static final String HIDDEN = "***";
    private static final Pattern SECRET = Pattern.compile("(?i)(pass|pwd|secret|token|key|auth)[a-z]*=");

    /**
     * Parses a URL.
     *
     * @throws IllegalArgumentException if it is not one of a camera; the message does not contain its credentials
     */
    public static CameraUrl parse(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("has " + text.length() + " characters; the limit is " + LONGEST);
        }
        URI uri;
        try {
            uri = new URI(text).parseServerAuthority();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not a URL such as rtsp://camera.example:554/stream1", e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw new IllegalArgumentException("must begin with rtsp://, http:// or https://");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty() || uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw new IllegalArgumentException("must name a host, and a port in 1..65535 if any");
        }
        if (uri.getFragment() != null) {
            throw new IllegalArgumentException("must not have a part after '#'");
        }
        return new CameraUrl(uri);
    }

    public boolean isRtsp() {
        return "rtsp".equalsIgnoreCase(uri.getScheme());
    }

    public String host() {
        return String.valueOf(uri.getHost());
    }

    public int port() {
        if (uri.getPort() > 0) {
            return uri.getPort();
        }
        return switch (String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)) {
            case "rtsp" -> 554;
            case "https" -> 443;
            default -> 80;
        };
    }

    /** Returns user and password, decoded, with a colon between them; empty without. */
    public String credentials() {
        String raw = uri.getRawUserInfo();
        // A plus sign in this part of a URL is a plus sign.
        return raw == null ? "" : URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /**
     * Whether the URL has a part that only its owner may read: user and password, a query, where cameras accept both too, or a
     * path such as {@code /user=admin&password=...&channel=1}, as some cameras have it.
     */
    public boolean hasSecret() {
        return uri.getRawUserInfo() != null || uri.getRawQuery() != null || hasSecretPath();
    }

    private boolean hasSecretPath() {
        return SECRET.matcher(path()).find();
    }

    /** Returns the URL without credentials, and with its query, and a path that has credentials, hidden. */
    public String shown() {
        return scheme() + "://" + authority() + (hasSecretPath() ? "/" + HIDDEN : path())
                + (uri.getRawQuery() == null ? "" : "?" + HIDDEN);
    }

    /** Returns the URL without user and password. */
    public String withoutCredentials() {
        return scheme() + "://" + authority() + path() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    /** Returns an RTSP URL with the same path, query and credentials at another address. */
    public String at(String host, int port) {
        String userInfo = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo() + "@";
        return scheme() + "://" + userInfo + host + ":" + port + path()
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    private String scheme() {
        return String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    }

    private String authority() {
        return host() + (uri.getPort() > 0 ? ":" + uri.getPort() : "");
    }

    private String path() {
        return uri.getRawPath() == null ? "" : uri.getRawPath();
    }

    /** Returns the URL as it is shown, so that logs contain no credentials. */
    @Override
    public String toString() {
        return shown();
    }
}

package io.nerest.ingest.camera;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A camera's key: {@code nerest_camera_ID_SECRET}. The secret has 256 random bits, so one round of SHA-256 protects it.
 *
 * @param id public part, 16 hexadecimal digits
 * @param secret secret part, 64 hexadecimal digits
 */
record CameraKeyText(String id, String secret) {
    private static final String PREFIX = "nerest_camera_";
    private static final Pattern FORM = Pattern.compile(PREFIX + "([0-9a-f]{16})_([0-9a-f]{64})");
    private static final int ID_BYTES = 8;
    private static final int SECRET_BYTES = 32;

    static CameraKeyText random(SecureRandom random) {
        return new CameraKeyText(hex(random, ID_BYTES), hex(random, SECRET_BYTES));
    }

    private static String hex(SecureRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Returns whether a bearer token is meant as a camera's key. */
    static boolean isMeant(String token) {
        return token.startsWith(PREFIX);
    }

    /** Reads a key; empty if the text has another form. */
    static Optional<CameraKeyText> parse(String token) {
        Matcher matcher = FORM.matcher(token);
        return matcher.matches()
                ? Optional.of(new CameraKeyText(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    /** Returns the SHA-256 of the secret, in hexadecimal digits. */
    String secretHash() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java provides SHA-256", e);
        }
    }

    /** Returns whether a stored hash is that of the secret; takes equally long for every wrong one. */
    boolean matches(String storedHash) {
        return MessageDigest.isEqual(
                secretHash().getBytes(StandardCharsets.US_ASCII), storedHash.getBytes(StandardCharsets.US_ASCII));
    }

    /** The text that the camera sends. */
    String text() {
        return PREFIX + id + "_" + secret;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return PREFIX + id;
    }
}

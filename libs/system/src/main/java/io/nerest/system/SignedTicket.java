package io.nerest.system;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Identifies its holder until a time. Anyone with the key can issue and check tickets, signed with HMAC-SHA256 (RFC 2104).
 *
 * @param use what the ticket is for; a ticket for one use is invalid for another
 * @param role the holder's role
 * @param name the holder's name
 * @param nonce makes the ticket unique, so that its use can be recorded
 * @param expires the ticket is invalid from then on; whole seconds
 */
public record SignedTicket(String use, String role, String name, String nonce, Instant expires) {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST_KEY = 32;
    private static final int NONCE_BYTES = 16;
    private static final int LONGEST = 2_000;
    private static final String SEPARATOR = "\n";
    private static final int FIELDS = 5;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @throws IllegalArgumentException if a text contains a line break */
    public SignedTicket {
        if ((use + role + name + nonce).contains(SEPARATOR)) {
            throw new IllegalArgumentException("the texts of a ticket must not contain line breaks");
        }
    }

    /** Creates a ticket with a random nonce. */
    public SignedTicket(String use, String role, String name, Instant expires) {
        this(use, role, name, random(), expires);
    }

    /** Returns 128 random bits as text that is valid in URLs. */
    public static String random() {
        byte[] bytes = new byte[NONCE_BYTES];
        RANDOM.nextBytes(bytes);
        return base64(bytes);
    }

    /**
     * Returns the ticket as text that is valid in URLs and cookies.
     *
     * @throws IllegalArgumentException if the key is shorter than 32 characters
     */
    public String signed(String key) {
        byte[] text = String.join(SEPARATOR, use, role, nonce, String.valueOf(expires.getEpochSecond()), name)
                .getBytes(StandardCharsets.UTF_8);
        return base64(text) + "." + base64(signature(key, text));
    }

    /**
     * Reads a ticket.
     *
     * @return the ticket; empty if the text is no ticket for this use that was signed with the key and is valid now
     */
    public static Optional<SignedTicket> read(String signed, String key, String use, Instant now) {
        int dot = signed.indexOf('.');
        if (dot < 0 || signed.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            byte[] text = Base64.getUrlDecoder().decode(signed.substring(0, dot));
            byte[] signature = Base64.getUrlDecoder().decode(signed.substring(dot + 1));
            // The last character of a part has bits that decoding ignores: only the one form that was issued is valid.
            boolean asIssued = signed.equals(base64(text) + "." + base64(signature));
            if (!asIssued || !MessageDigest.isEqual(signature, signature(key, text))) {
                return Optional.empty();
            }
            String[] fields = new String(text, StandardCharsets.UTF_8).split(SEPARATOR, FIELDS);
            SignedTicket ticket = new SignedTicket(
                    fields[0], fields[1], fields[4], fields[2], Instant.ofEpochSecond(Long.parseLong(fields[3])));
            return ticket.use().equals(use) && now.isBefore(ticket.expires()) ? Optional.of(ticket) : Optional.empty();
        } catch (IllegalArgumentException notATicket) {
            return Optional.empty();
        }
    }

    private static byte[] signature(String key, byte[] text) {
        if (key.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException("the key of tickets must have at least " + SHORTEST_KEY + " characters");
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no " + ALGORITHM, e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

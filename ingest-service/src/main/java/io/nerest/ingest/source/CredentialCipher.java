package io.nerest.ingest.source;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts URLs with credentials for the database: AES-256-GCM (NIST SP 800-38D), bound to the stream's id. */
@ApplicationScoped
public class CredentialCipher {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Optional<SecretKey> key;
    private final SecureRandom random = new SecureRandom();

    CredentialCipher(SourceConfig config) {
        this.key = config.credentialsKey().map(CredentialCipher::key);
    }

    private static SecretKey key(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.trim());
        } catch (IllegalArgumentException e) {
            bytes = new byte[0];
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalStateException(
                    "nerest.ingest.sources.credentials-key must be 32 bytes in Base64, such as 'openssl rand -base64 32' prints");
        }
        return new SecretKeySpec(bytes, "AES");
    }

    boolean hasKey() {
        return key.isPresent();
    }

    byte[] encrypt(String streamId, String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, streamId, nonce).doFinal(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime lacks AES-GCM", e);
        }
    }

    /** Returns the text; empty if it was encrypted with another key or for another stream. */
    Optional<String> decrypt(String streamId, byte[] stored) {
        if (key.isEmpty() || stored.length <= NONCE_BYTES) {
            return Optional.empty();
        }
        byte[] nonce = Arrays.copyOf(stored, NONCE_BYTES);
        try {
            byte[] text = cipher(Cipher.DECRYPT_MODE, streamId, nonce)
                    .doFinal(stored, NONCE_BYTES, stored.length - NONCE_BYTES);
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, String streamId, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.orElseThrow(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(streamId.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}

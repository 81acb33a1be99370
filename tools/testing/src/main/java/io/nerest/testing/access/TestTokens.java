package io.nerest.testing.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;

/**
 * Tokens that services under test accept: that of a launcher, and signed ones like those of an identity provider. The key that
 * signs them is generated once per JVM; class loaders share it as a system property.
 */
public final class TestTokens {
    /** The access token of a launcher, with the rights of all roles. */
    public static final String LAUNCHER = "launcher-token-of-tests-0123456789abcdef";

    private static final String PRIVATE_KEY = "nerest.test.token-key";
    private static final String PUBLIC_KEY = "nerest.test.token-public-key";
    private static final int VALID_SECONDS = 600;
    private static final int KEY_BITS = 2_048;

    private TestTokens() {}

    /** Returns the configuration of a service that accepts these tokens. */
    public static Map<String, String> configuration() {
        return Map.of(
                "nerest.access.token",
                LAUNCHER,
                "nerest.access.token-beside-oidc",
                "true",
                "quarkus.oidc.tenant-enabled",
                "true",
                "quarkus.oidc.public-key",
                keys(PUBLIC_KEY));
    }

    /** Returns a token of a user with one role, as Keycloak writes it. */
    public static String withRole(String role) {
        long now = Clock.systemUTC().millis() / 1_000;
        return signed(
                "{\"sub\":\"user\",\"preferred_username\":\"%s\",\"iat\":%d,\"exp\":%d,\"realm_access\":{\"roles\":[\"%s\"]}}"
                        .formatted(role, now, now + VALID_SECONDS, role));
    }

    /** Returns a token of an operator that has ended. */
    public static String expired() {
        long now = Clock.systemUTC().millis() / 1_000;
        return signed("{\"sub\":\"user\",\"iat\":%d,\"exp\":%d,\"realm_access\":{\"roles\":[\"operator\"]}}"
                .formatted(now - 2 * VALID_SECONDS, now - VALID_SECONDS));
    }

    private static String signed(String claims) {
        String text = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(keys(PRIVATE_KEY)))));
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the token of a test cannot be signed", e);
        }
    }

    /** The class loaders of the tests share only classes of the JDK, so that one of these is the lock. */
    @SuppressWarnings("LockOnNonEnclosingClassLiteral")
    private static String keys(String property) {
        synchronized (System.class) {
            if (System.getProperty(property) == null) {
                try {
                    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                    generator.initialize(KEY_BITS);
                    KeyPair pair = generator.generateKeyPair();
                    Base64.Encoder encoder = Base64.getEncoder();
                    System.setProperty(
                            PRIVATE_KEY,
                            encoder.encodeToString(pair.getPrivate().getEncoded()));
                    System.setProperty(
                            PUBLIC_KEY, encoder.encodeToString(pair.getPublic().getEncoded()));
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException("every Java provides RSA", e);
                }
            }
            return System.getProperty(property, "");
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

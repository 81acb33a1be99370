package io.nerest.standalone.demo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** The signing key of an identity provider, whose access tokens (RFC 7519) services accept. */
record ProviderKey(KeyPair pair) {
    private static final int BITS = 2_048;

    static ProviderKey generate() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(BITS);
        return new ProviderKey(generator.generateKeyPair());
    }

    /** Returns the environment of services that accept the tokens, and the launcher's access token too. */
    Map<String, String> environment() {
        return Map.of(
                "NEREST_ACCESS_TOKEN_BESIDE_OIDC",
                "true",
                "QUARKUS_OIDC_TENANT_ENABLED",
                "true",
                "QUARKUS_OIDC_PUBLIC_KEY",
                Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
    }

    /**
     * Returns an access token.
     *
     * @param valid how long; negative for one that has ended
     */
    String token(String user, String role, Duration valid) throws GeneralSecurityException {
        long now = Clock.systemUTC().millis() / 1_000;
        String text = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}")
                + "."
                + base64(
                        "{\"sub\":\"1\",\"preferred_username\":\"%s\",\"iat\":%d,\"exp\":%d,\"realm_access\":{\"roles\":[\"%s\"]}}"
                                .formatted(user, now - 3_600, now + valid.toSeconds(), role));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(pair.getPrivate());
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

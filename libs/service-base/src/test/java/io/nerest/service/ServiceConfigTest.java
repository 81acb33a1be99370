package io.nerest.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.service.access.AccessConfig;
import io.nerest.service.http.BodyConfig;
import io.nerest.service.images.ImageConfig;
import io.nerest.service.lifecycle.PodConfig;
import io.nerest.service.lifecycle.StdinConfig;
import io.nerest.service.objects.ObjectStoreConfig;
import io.nerest.service.signing.SigningConfig;
import io.nerest.testing.config.ConfigurationReference;
import io.nerest.testing.config.MappedConfig;
import io.nerest.vision.image.ImageLimits;
import io.smallrye.config.ConfigValidationException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceConfigTest {
    private static final Map<String, String> KEYS =
            Map.of("nerest.s3.access-key", "key", "nerest.s3.secret-key", "secret");

    @Test
    void theObjectStoreHasDefaultsForAllButItsCredentials() {
        ObjectStoreConfig config = MappedConfig.of(ObjectStoreConfig.class, KEYS);

        assertThat(config.endpoint()).isEqualTo(URI.create("http://localhost:9000"));
        assertThat(config.bucket()).isEqualTo("nerest");
        assertThat(config.region()).isEqualTo("us-east-1");
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.attempts()).isEqualTo(4);
        assertThat(config.firstPause()).isEqualTo(Duration.ofMillis(200));
        assertThat(config.longestObject()).isEqualTo(1L << 30);
    }

    @Test
    void theObjectStoreHasNoDefaultCredentials() {
        assertThatThrownBy(() -> MappedConfig.defaults(ObjectStoreConfig.class))
                .hasMessageContaining("nerest.s3.access-key")
                .hasMessageContaining("nerest.s3.secret-key");
    }

    @Test
    void everyPropertyOfTheObjectStoreIsMapped() {
        ObjectStoreConfig config = MappedConfig.full(
                ObjectStoreConfig.class,
                Map.of(
                        "nerest.s3.endpoint", "https://s3.example.org",
                        "nerest.s3.access-key", "key",
                        "nerest.s3.secret-key", "secret",
                        "nerest.s3.bucket", "frames",
                        "nerest.s3.region", "eu-west-1",
                        "nerest.s3.timeout", "3s",
                        "nerest.s3.attempts", "7",
                        "nerest.s3.first-pause", "10ms",
                        "nerest.s3.longest-object", "42",
                        "nerest.s3.public-endpoint", "https://frames.example.org"));

        assertThat(config.endpoint()).isEqualTo(URI.create("https://s3.example.org"));
        assertThat(config.publicEndpoint()).contains(URI.create("https://frames.example.org"));
        assertThat(config.accessKey()).isEqualTo("key");
        assertThat(config.secretKey()).isEqualTo("secret");
        assertThat(config.bucket()).isEqualTo("frames");
        assertThat(config.region()).isEqualTo("eu-west-1");
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.attempts()).isEqualTo(7);
        assertThat(config.firstPause()).isEqualTo(Duration.ofMillis(10));
        assertThat(config.longestObject()).isEqualTo(42);
    }

    @ParameterizedTest
    @CsvSource({"attempts, 0", "timeout, 0s", "first-pause, 0s", "longest-object, 0", "bucket, ' '"})
    void aValueOutOfRangeNamesItsProperty(String property, String value) {
        Map<String, String> properties =
                Map.of("nerest.s3.access-key", "key", "nerest.s3.secret-key", "secret", "nerest.s3." + property, value);

        assertThatThrownBy(() -> MappedConfig.of(ObjectStoreConfig.class, properties))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining(property);
    }

    @Test
    void aServiceHasNoKeysNoNameAndReadsNoStandardInputByDefault() {
        assertThat(MappedConfig.defaults(SigningConfig.class).privateKey()).isEmpty();
        assertThat(MappedConfig.defaults(SigningConfig.class).publicKey()).isEmpty();
        assertThat(MappedConfig.defaults(PodConfig.class).name()).isEmpty();
        assertThat(MappedConfig.defaults(StdinConfig.class).enabled()).isFalse();
    }

    @Test
    void keysNameAndStandardInputAreMapped() {
        SigningConfig signing = MappedConfig.full(
                SigningConfig.class,
                Map.of("nerest.signing.private-key", "/keys/a.pem", "nerest.signing.public-key", "/keys/b.pem"));

        assertThat(signing.privateKey()).contains(Path.of("/keys/a.pem"));
        assertThat(signing.publicKey()).contains(Path.of("/keys/b.pem"));
        assertThat(MappedConfig.full(PodConfig.class, Map.of("nerest.pod", "scoring-0"))
                        .name())
                .contains("scoring-0");
        assertThat(MappedConfig.full(StdinConfig.class, Map.of("nerest.stop-on-stdin-eof", "true"))
                        .enabled())
                .isTrue();
    }

    @Test
    void bodiesAndImagesHaveLimitsByDefault() {
        BodyConfig bodies = MappedConfig.defaults(BodyConfig.class);
        ImageConfig images = MappedConfig.defaults(ImageConfig.class);

        assertThat(bodies.maxJsonBytes()).isEqualTo(4L << 20);
        assertThat(bodies.maxJsonBytesInProgress()).isEqualTo(16L << 20);
        assertThat(bodies.maxFormBytes()).isEqualTo(128L << 20);
        assertThat(bodies.maxFormBytesInProgress()).isEqualTo(512L << 20);
        assertThat(images.limits()).isEqualTo(ImageLimits.DEFAULT);
    }

    @Test
    void limitsOfBodiesAndImagesAreMapped() {
        BodyConfig bodies = MappedConfig.full(
                BodyConfig.class,
                Map.of(
                        "nerest.http.max-json-bytes", "1",
                        "nerest.http.max-json-bytes-in-progress", "2",
                        "nerest.http.max-form-bytes", "3",
                        "nerest.http.max-form-bytes-in-progress", "4"));
        ImageConfig images = MappedConfig.full(
                ImageConfig.class, Map.of("nerest.image.max-bytes", "5", "nerest.image.max-pixels", "6"));

        assertThat(bodies.maxJsonBytes()).isEqualTo(1);
        assertThat(bodies.maxJsonBytesInProgress()).isEqualTo(2);
        assertThat(bodies.maxFormBytes()).isEqualTo(3);
        assertThat(bodies.maxFormBytesInProgress()).isEqualTo(4);
        assertThat(images.limits().maxBytes()).isEqualTo(5);
        assertThat(images.limits().maxPixels()).isEqualTo(6);
    }

    @Test
    void thereIsNoAccessTokenByDefaultAndOneIsMapped() {
        assertThat(MappedConfig.defaults(AccessConfig.class).token()).isEmpty();
        assertThat(MappedConfig.defaults(AccessConfig.class).tokenBeyondLoopback())
                .isFalse();
        assertThat(MappedConfig.defaults(AccessConfig.class).tokenBesideOidc()).isFalse();

        AccessConfig config = MappedConfig.full(
                AccessConfig.class,
                Map.of(
                        "nerest.access.token", "random",
                        "nerest.access.token-beyond-loopback", "true",
                        "nerest.access.token-beside-oidc", "true"));

        assertThat(config.token()).contains("random");
        assertThat(config.tokenBeyondLoopback()).isTrue();
        assertThat(config.tokenBesideOidc()).isTrue();
    }

    @Test
    void theConfigurationReferenceIsUpToDate() {
        ConfigurationReference.section(
                        "shared",
                        ObjectStoreConfig.class,
                        SigningConfig.class,
                        PodConfig.class,
                        StdinConfig.class,
                        BodyConfig.class,
                        ImageConfig.class,
                        AccessConfig.class)
                .requireUpToDate();
    }
}

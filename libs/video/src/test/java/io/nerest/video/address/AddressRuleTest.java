package io.nerest.video.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {
    private static final AddressRule OPEN = new AddressRule(List.of());
    private static final AddressRule EVERYTHING =
            new AddressRule(List.of(Network.parse("0.0.0.0/0"), Network.parse("::/0")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.170.2",
                "168.63.129.16",
                "100.100.100.200",
                "fd00:ec2::254",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "2852039166",
                "0xa9fea9fe"
            })
    void metadataServicesAreNeverAllowed(String host) {
        // Java reads 2852039166 as an address and takes 0xa9fea9fe for a name that does not exist.
        assertThatThrownBy(() -> EVERYTHING.resolve(host)).isInstanceOf(java.io.IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "[::1]",
                "0.0.0.0",
                "169.254.1.1",
                "fe80::1",
                "224.0.0.1",
                "::127.0.0.1"
            })
    void specialAddressesNeedTheAllowList(String host) {
        assertThatThrownBy(() -> OPEN.resolve(host)).isInstanceOf(ForbiddenAddressException.class);
        assertThatCode(() -> EVERYTHING.resolve(host)).doesNotThrowAnyException();
    }

    @Test
    void withAnAllowListOnlyItsNetworksAreAllowed() throws Exception {
        AddressRule rule = new AddressRule(List.of(Network.parse("192.168.7.0/24")));

        assertThat(rule.resolve("192.168.7.20")).hasSize(1);
        assertThatThrownBy(() -> rule.resolve("192.168.8.20"))
                .isInstanceOf(ForbiddenAddressException.class)
                .hasMessageContaining("allowed-networks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"camera.example", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "", "/8"})
    void whatIsNotARangeIsRejected(String text) {
        assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://camera/stream",
                "rtsp:///stream",
                "rtsp://camera:0/",
                "rtsp://camera:99999/",
                "http://camera/#part",
                "concat:a|b",
                "camera",
                "rtsp://a b/",
                ""
            })
    void whatIsNotTheUrlOfACameraIsRejected(String text) {
        assertThatThrownBy(() -> CameraUrl.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void credentialsInThePathAreASecretToo() {
        String address = "rtsp://camera.example:554/user=admin&password=s3cret&channel=1&stream=0.sdp?real_stream";
        CameraUrl url = CameraUrl.parse(address);

        assertThat(url.hasSecret()).isTrue();
        assertThat(url.shown()).isEqualTo("rtsp://camera.example:554/***?***");
        assertThat(url.withoutCredentials()).as("what the camera needs").isEqualTo(address);
        assertThat(CameraUrl.parse("rtsp://camera.example/source=1/live").hasSecret())
                .isFalse();
    }

    @Test
    void aShownUrlHasNoCredentials() {
        CameraUrl url = CameraUrl.parse("rtsp://eye:s%40cret@camera.example:8554/live/1?token=hidden");

        assertThat(url.toString()).isEqualTo("rtsp://camera.example:8554/live/1?***");
        assertThat(url.credentials()).isEqualTo("eye:s@cret");
        assertThat(url.hasSecret()).isTrue();
        assertThat(url.at("10.0.0.9", 554)).isEqualTo("rtsp://eye:s%40cret@10.0.0.9:554/live/1?token=hidden");
    }
}

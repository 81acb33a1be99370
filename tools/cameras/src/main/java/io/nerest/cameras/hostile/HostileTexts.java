package io.nerest.cameras.hostile;

import io.nerest.video.address.AddressRule;
import io.nerest.video.address.CameraUrl;
import io.nerest.video.sampling.SamplingRuleParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** URLs of cameras, and sampling rules. Host names are literal addresses, so that no name is resolved. */
final class HostileTexts {
    private static final AddressRule RULE = new AddressRule(List.of());

    private static final List<String> URLS = List.of(
            "",
            " ",
            "camera",
            "file:///etc/passwd",
            "file://192.168.7.20/etc/passwd",
            "ftp://192.168.7.20/stream",
            "gopher://192.168.7.20/",
            "dict://192.168.7.20/",
            "data:video/mp4;base64,AAAA",
            "concat:/etc/passwd|/etc/hosts",
            "pipe:0",
            "crypto:rtsp://192.168.7.20/",
            "subfile,,start,0,end,9,,:/etc/passwd",
            "rtmp://192.168.7.20/live",
            "udp://192.168.7.20:1234",
            "rtp://192.168.7.20:1234",
            "tcp://192.168.7.20:1234",
            "unix:/var/run/docker.sock",
            "jar:http://192.168.7.20!/x",
            "javascript:alert(1)",
            "rtsp://",
            "rtsp:///live",
            "rtsp:live",
            "rtsp://192.168.7.20:0/",
            "rtsp://192.168.7.20:65536/",
            "rtsp://192.168.7.20:-1/",
            "rtsp://192.168.7.20:port/",
            "rtsp://192.168.7.20/a b",
            "rtsp://192.168.7.20/\r\nDESCRIBE rtsp://127.0.0.1/ RTSP/1.0",
            "http://192.168.7.20/#part",
            "http://192.168.7.20/%zz",
            "http://192.168.7.20/\u0000",
            "http://192.168.7.20/" + "a".repeat(3_000),
            "http://[::1/",
            "http://127.0.0.1/",
            "http://127.1.2.3/",
            "http://0.0.0.0/",
            "http://[::1]/",
            "http://[::]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::127.0.0.1]/",
            "http://[64:ff9b::7f00:1]/",
            "rtsp://169.254.0.1/",
            "rtsp://[fe80::1]/",
            "rtsp://224.0.0.1/",
            "rtsp://[ff02::1]/",
            "http://169.254.169.254/latest/meta-data/",
            "http://169.254.169.254:80/computeMetadata/v1/",
            "http://user:pass@169.254.169.254/",
            "http://[::ffff:169.254.169.254]/",
            "http://[64:ff9b::a9fe:a9fe]/",
            "http://[fd00:ec2::254]/",
            "http://169.254.170.2/v2/credentials",
            "http://168.63.129.16/metadata",
            "http://100.100.100.200/latest/meta-data/",
            "http://192.0.0.192/");

    private static final List<String> RULES = List.of(
            "",
            " ",
            ":",
            "5",
            "rate",
            "rate:",
            "rate:0",
            "rate:-1",
            "rate:NaN",
            "rate:Infinity",
            "rate:1e999",
            "rate:0x10",
            "rate:5;drop table frame",
            "every:0",
            "every:-3",
            "every:1.5",
            "every:99999999999",
            "scene:threshold=2",
            "scene:threshold",
            "scene:idle=0",
            "scene:colour=1",
            "motion:rate=0",
            "motion:lead=-1",
            "motion:area=0",
            "motion:contrast=300",
            "motion:lead=1,,tail=2",
            "motion:lead=1e9",
            "always",
            "rate:" + "9".repeat(5_000));

    private HostileTexts() {}

    static List<HostileInput> all() {
        List<HostileInput> inputs = new ArrayList<>();
        URLS.forEach(url -> inputs.add(new HostileInput("urls", shown(url), false, () -> url(url))));
        for (String url : List.of(
                "rtsp://192.168.7.20/live",
                "http://eye:p%40ss@10.1.2.3:8080/video?token=1",
                "rtsp://[fd12::7]:8554/x")) {
            inputs.add(new HostileInput("urls", shown(url), true, () -> url(url)));
        }
        RULES.forEach(rule -> inputs.add(new HostileInput("rules", shown(rule), false, () -> rule(rule))));
        return inputs;
    }

    private static Optional<String> url(String text) {
        try {
            CameraUrl url = CameraUrl.parse(text);
            RULE.resolve(url.host());
            return Optional.empty();
        } catch (IllegalArgumentException | IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> rule(String text) {
        try {
            SamplingRuleParser.parse(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static String shown(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return "'" + (clean.length() <= 60 ? clean : clean.substring(0, 60) + "...") + "'";
    }
}

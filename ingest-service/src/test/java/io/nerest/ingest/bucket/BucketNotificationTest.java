package io.nerest.ingest.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketNotificationTest {

    private static List<BucketNotification> parse(String json) {
        return BucketNotification.parse(json.replace('\'', '"').getBytes(UTF_8));
    }

    @Test
    void createdObjectsAreReadAndRemovedOnesAreLeftOut() {
        List<BucketNotification> created = parse("""
                {'EventName':'s3:ObjectCreated:Put','Key':'nerest/frames/north/a b+c.jpg','Records':[
                 {'eventName':'s3:ObjectCreated:Put','s3':{'bucket':{'name':'nerest'},
                  'object':{'key':'frames%2Fnorth%2Fa+b%2Bc.jpg','size':1,'eTag':'x'}}},
                 {'eventName':'s3:ObjectRemoved:Delete','s3':{'bucket':{'name':'nerest'},
                  'object':{'key':'frames/north/old.jpg'}}}]}""");

        assertThat(created)
                .containsExactly(new BucketNotification(
                        "nerest", List.of("frames/north/a b+c.jpg", "frames%2Fnorth%2Fa+b%2Bc.jpg")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not valid JSON  | nonsense",
                "'Records'       | {}",
                "'Records'       | {'Records':[]}",
                "s3.object.key   | {'Records':[{'s3':{'bucket':{'name':'b'}}}]}",
                "s3.bucket.name  | {'Records':[{'s3':{'object':{'key':'k'}}}]}"
            })
    void anyOtherMessageIsRejectedWithTheReason(String reason, String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(json)).withMessageContaining(reason);
    }

    @Test
    void aKeyThatIsNotEncodedIsTakenAsItIs() {
        assertThat(keys("frames/north/100%.jpg")).containsExactly("frames/north/100%.jpg");
        assertThat(keys("frames/north/a+b.jpg")).containsExactly("frames/north/a b.jpg", "frames/north/a+b.jpg");
        assertThat(keys("frames/north/100%25.jpg")).containsExactly("frames/north/100%.jpg", "frames/north/100%25.jpg");
    }

    private static List<String> keys(String sent) {
        return parse("{'Records':[{'eventName':'s3:ObjectCreated:Put','s3':{'bucket':{'name':'b'},'object':{'key':'"
                        + sent + "'}}}]}")
                .get(0)
                .keys();
    }
}

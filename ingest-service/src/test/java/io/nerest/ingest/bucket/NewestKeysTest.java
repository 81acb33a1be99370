package io.nerest.ingest.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.ObjectRef;
import io.nerest.service.objects.ObjectStore;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NewestKeysTest {
    private static final Instant START = Instant.parse("2026-08-01T12:00:00Z");

    private final NewestKeys keys = new NewestKeys(3, new ListingPosition("", START));

    private static ObjectStore.Stored object(String name, int second) {
        return new ObjectStore.Stored(
                new ObjectRef("bucket", "frames/weir/" + name, "e" + second, 1), START.plusSeconds(second));
    }

    private String after() {
        return keys.position().after();
    }

    @Test
    void aListingStartsAtTheSmallestOfTheNewestKeys() {
        for (int second = 1; second <= 5; second++) {
            keys.add(object("a" + second, second));
        }

        assertThat(after()).isEqualTo("frames/weir/a3");
    }

    @Test
    void aFileThatIsOverwrittenAllTheTimeDoesNotHideNewObjects() {
        for (int second = 1; second <= 3; second++) {
            keys.add(object("a" + second, second));
        }
        for (int second = 10; second <= 20; second++) {
            keys.add(object("status.txt", second));
        }

        assertThat(after()).isEqualTo("frames/weir/a2");
    }

    @Test
    void aStoppedListingIsContinuedAndCompleteAtItsEndAlone() {
        Instant first = START.plusSeconds(60);
        keys.beginListing(first);
        keys.addUnsettled(object("a0", 59));
        keys.endListing("frames/weir/a9");
        assertThat(keys.position()).isEqualTo(new ListingPosition("frames/weir/a9", START));

        ListingPosition continued = keys.beginListing(START.plusSeconds(90));
        keys.endListing(null);

        assertThat(continued.after()).isEqualTo("frames/weir/a9");
        assertThat(keys.position().since()).isEqualTo(first);
        // No three keys are known, so the whole stream is listed again, the young object with it.
        assertThat(after()).isEmpty();
    }

    @Test
    void afterARestartAListingStartsAtThePositionThatWasStored() {
        NewestKeys restarted = new NewestKeys(3, new ListingPosition("frames/weir/a3", START));
        restarted.add(object("a4", 4));
        assertThat(restarted.position().after()).isEqualTo("frames/weir/a3");

        for (int second = 5; second <= 7; second++) {
            restarted.add(object("a" + second, second));
        }

        assertThat(restarted.position().after()).isEqualTo("frames/weir/a5");
    }
}

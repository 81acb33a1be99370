package io.nerest.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignedTicketTest {
    private static final String KEY = "k".repeat(32);
    private static final Instant NOON = Instant.parse("2026-08-01T12:00:00Z");
    private static final SignedTicket TICKET =
            new SignedTicket("login", "LABELLER", "Ольга Петрова", NOON.plusSeconds(60));

    @Test
    void aTicketIsReadBackUntilItExpires() {
        assertThat(SignedTicket.read(TICKET.signed(KEY), KEY, "login", NOON)).contains(TICKET);
        assertThat(SignedTicket.read(TICKET.signed(KEY), KEY, "login", NOON.plusSeconds(60)))
                .isEmpty();
    }

    @Test
    void aTicketForAnotherUseOrFromAnotherKeyIsInvalid() {
        assertThat(SignedTicket.read(TICKET.signed(KEY), KEY, "session", NOON)).isEmpty();
        assertThat(SignedTicket.read(TICKET.signed("x".repeat(32)), KEY, "login", NOON))
                .isEmpty();
    }

    @Test
    void everyChangedCharacterMakesATicketInvalid() {
        String signed = TICKET.signed(KEY);
        for (int i = 0; i < signed.length(); i++) {
            char other = signed.charAt(i) == 'A' ? 'B' : 'A';
            String changed = signed.substring(0, i) + other + signed.substring(i + 1);
            assertThat(SignedTicket.read(changed, KEY, "login", NOON))
                    .as(changed)
                    .isEmpty();
        }
    }

    @Test
    void textThatIsNoTicketIsInvalid() {
        for (String text : new String[] {"", ".", "a.b", "%%.%%", "x".repeat(5_000) + ".y"}) {
            assertThat(SignedTicket.read(text, KEY, "login", NOON)).as(text).isEmpty();
        }
    }

    @Test
    void aShortKeyAndALineBreakAreRejected() {
        assertThatThrownBy(() -> TICKET.signed("short")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SignedTicket("login", "VIEWER", "a\nb", NOON))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

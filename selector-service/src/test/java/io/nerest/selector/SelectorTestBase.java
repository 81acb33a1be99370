package io.nerest.selector;

import io.nerest.selector.engine.CampaignEngine;
import io.nerest.selector.engine.CampaignStep;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;

/** The beginning that all tests over the real broker share: one fixture for all classes, and a base model. */
abstract class SelectorTestBase {

    @Inject
    CampaignEngine engine;

    @Inject
    CampaignStep step;

    @Inject
    SelectorTables tables;

    SelectorFixture fixture;
    CampaignDriver driver;

    @BeforeEach
    void begin() {
        fixture = SelectorFixture.shared();
        driver = new CampaignDriver(fixture, engine);
        driver.base("base-1");
    }
}

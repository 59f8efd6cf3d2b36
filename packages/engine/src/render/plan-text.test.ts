import { expect, test } from "vitest";
import { applyOf, checkPlanText } from "../../test/check-plan.ts";
import { Shelf } from "../../test/shelf.ts";

const first = `
resource "shelf_box" "a" {
  name   = "a"
  size   = 1
  tags   = ["red", "green", "blue"]
  steps  = ["one", "two", "three", "four", "five"]
  secret = "hush"
  part {
    kind  = "lid"
    count = 1
  }
  part {
    kind = "floor"
  }
  hint {
    text = "this side up"
  }
}
resource "shelf_box" "gone" {
  name = "gone"
}
resource "shelf_box" "kept" {
  name = "kept"
}
output "label" {
  value = shelf_box.a.label
}
`;

const second = `
resource "shelf_box" "a" {
  name   = "a"
  size   = 2
  tags   = ["red", "blue", "white"]
  steps  = ["one", "two", "three", "4", "five", "six"]
  secret = "whisper"
  part {
    kind  = "lid"
    count = 2
  }
  hint {
    text = "other side up"
  }
}
resource "shelf_box" "kept" {
  name = "kept"
}
resource "shelf_box" "new" {
  name  = jsonencode({ rules = ["x"] })
  label = <<-EOT
    two
    lines
  EOT
}
output "label" {
  value = shelf_box.a.label
}
`;

test("a new object shows what it will have and what is not known yet", async () => {
  expect(await checkPlanText(first, new Shelf())).toMatchInlineSnapshot(`
    "Lockstep used the selected providers to generate the following execution
    plan. Resource actions are indicated with the following symbols:
      + create

    Lockstep will perform the following actions:

      # shelf_box.a will be created
      + resource "shelf_box" "a" {
          + id     = (known after apply)
          + label  = (known after apply)
          + name   = "a"
          + secret = (sensitive value)
          + size   = 1
          + steps  = [
              + "one",
              + "two",
              + "three",
              + "four",
              + "five",
            ]
          + tags   = [
              + "blue",
              + "green",
              + "red",
            ]

          + hint {
              + text = "this side up"
            }

          + part {
              + count = 1
              + kind  = "lid"
            }
          + part {
              + kind = "floor"
            }
        }

      # shelf_box.gone will be created
      + resource "shelf_box" "gone" {
          + id    = (known after apply)
          + label = (known after apply)
          + name  = "gone"
        }

      # shelf_box.kept will be created
      + resource "shelf_box" "kept" {
          + id    = (known after apply)
          + label = (known after apply)
          + name  = "kept"
        }

    Plan: 3 to add, 0 to change, 0 to destroy.

    Changes to Outputs:
      + label = (known after apply)"
  `);
});

test("changes are shown place by place", async () => {
  const shelf = new Shelf();
  const { state } = await applyOf(first, shelf);
  expect(await checkPlanText(second, shelf, { state })).toMatchInlineSnapshot(`
    "Lockstep used the selected providers to generate the following execution
    plan. Resource actions are indicated with the following symbols:
      + create
      - destroy
    -/+ destroy and then create replacement

    Lockstep will perform the following actions:

      # shelf_box.a must be replaced
    -/+ resource "shelf_box" "a" {
          ~ id     = "box-1" -> (known after apply)
          ~ label  = "the a" -> (known after apply)
            name   = "a"
          ~ secret = (sensitive value)
          ~ size   = 1 -> 2 # forces replacement
          ~ steps  = [
                # (2 unchanged elements hidden)
                "three",
              - "four",
              + "4",
                "five",
              + "six",
            ]
          ~ tags   = [
              - "green",
              + "white",
                # (2 unchanged elements hidden)
            ]

          - hint {
              - text = "this side up" -> null
            }
          + hint {
              + text = "other side up"
            }

          ~ part {
              ~ count = 1 -> 2
                # (1 unchanged attribute hidden)
            }
          - part {
              - kind = "floor" -> null
            }
        }

      # shelf_box.gone will be destroyed
      # (because shelf_box.gone is not in configuration)
      - resource "shelf_box" "gone" {
          - id    = "box-2" -> null
          - label = "the gone" -> null
          - name  = "gone" -> null
        }

      # shelf_box.new will be created
      + resource "shelf_box" "new" {
          + id    = (known after apply)
          + label = <<-EOT
                two
                lines
            EOT
          + name  = jsonencode(
                {
                  + rules = [
                      + "x",
                    ]
                }
            )
        }

    Plan: 2 to add, 0 to change, 2 to destroy.

    Changes to Outputs:
      ~ label = "the a" -> (known after apply)"
  `);
});

test("where nothing is to be done that is said", async () => {
  const shelf = new Shelf();
  const { state } = await applyOf(first, shelf);
  expect(await checkPlanText(first, shelf, { state })).toMatchInlineSnapshot(`
    "No changes. Your infrastructure matches the configuration.

    Lockstep has compared your real infrastructure against your configuration
    and found no differences, so no changes are needed."
  `);
});

test("what goes says so once", async () => {
  const shelf = new Shelf();
  const { state } = await applyOf(first, shelf);
  expect(await checkPlanText(first, shelf, { state, mode: "destroy", targets: ["shelf_box.a"] })).toMatchInlineSnapshot(`
    "Lockstep used the selected providers to generate the following execution
    plan. Resource actions are indicated with the following symbols:
      - destroy

    Lockstep will perform the following actions:

      # shelf_box.a will be destroyed
      - resource "shelf_box" "a" {
          - id     = "box-1" -> null
          - label  = "the a" -> null
          - name   = "a" -> null
          - secret = (sensitive value) -> null
          - size   = 1 -> null
          - steps  = [
              - "one",
              - "two",
              - "three",
              - "four",
              - "five",
            ] -> null
          - tags   = [
              - "blue",
              - "green",
              - "red",
            ] -> null

          - hint {
              - text = "this side up" -> null
            }

          - part {
              - count = 1 -> null
              - kind  = "lid" -> null
            }
          - part {
              - kind = "floor" -> null
            }
        }

    Plan: 0 to add, 0 to change, 1 to destroy."
  `);
});

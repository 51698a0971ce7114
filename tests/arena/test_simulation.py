from __future__ import annotations

import math

import pytest

from arena import layout, rules
from arena.rules import ENEMIES, FULL, SECTORS, ticks
from arena.scene import VIEW_HEIGHT, VIEW_WIDTH
from arena.simulation import Input, Simulation
from arena.world import Enemy
from core.words import HOTKEY_ID, Click

#: a place of sector 1 with nothing fixed near it, as `quiet` leaves it
OPEN_SPACE = (1600.0, 1200.0)


@pytest.fixture
def quiet() -> Simulation:
    """A game whose first sector holds only the station and the gate, with the ship in the open."""
    simulation = Simulation(3)
    simulation.sector.enemies.clear()
    simulation.sector.loot.clear()
    simulation.sector.rocks.clear()
    simulation.sector._rocks_by_cell.clear()
    simulation.ship.place(*OPEN_SPACE)
    return simulation


def at_pixel(x: float, y: float, click: Click = Click.LEFT) -> Input:
    return Input(x / VIEW_WIDTH, y / VIEW_HEIGHT, click)


def beside_ship(dx: float, dy: float, click: Click = Click.LEFT) -> Input:
    """A click `dx`, `dy` pixels from the ship."""
    return at_pixel(layout.CENTRE_X + dx, layout.CENTRE_Y + dy, click)


def press(key: str) -> Input:
    return Input(0.5, 0.5, hotkey=HOTKEY_ID[key])


def run(simulation: Simulation, seconds: float) -> None:
    for _ in range(ticks(seconds)):
        simulation.step()


def add_enemy(simulation: Simulation, kind: str, dx: float, dy: float) -> Enemy:
    simulation._populator.add(simulation.sector, kind)
    enemy = simulation.sector.enemies[-1]
    enemy.x = enemy.home_x = enemy.goal_x = simulation.ship.x + dx
    enemy.y = enemy.home_y = enemy.goal_y = simulation.ship.y + dy
    return enemy


def add_loot(simulation: Simulation, kind: str, dx: float, dy: float) -> None:
    ship = simulation.ship
    simulation.sector.loot.append(simulation._populator.loot(kind, ship.x + dx, ship.y + dy))


def test_a_left_click_on_space_flies_there_and_the_destination_is_gone_on_arrival(quiet: Simulation) -> None:
    quiet.step([beside_ship(200, -150)])
    assert quiet.scene().destination == pytest.approx((OPEN_SPACE[0] + 200, OPEN_SPACE[1] - 150))
    run(quiet, 3)
    assert (quiet.ship.x, quiet.ship.y) == pytest.approx((OPEN_SPACE[0] + 200, OPEN_SPACE[1] - 150), abs=8)
    assert quiet.scene().destination is None


def test_a_click_on_a_picture_between_two_ticks_hits_what_that_picture_showed(quiet: Simulation) -> None:
    quiet.step([beside_ship(400, 0)])
    run(quiet, 1)
    start, speed = quiet.ship.x, quiet.ship.vx
    assert speed == pytest.approx(rules.CRUISE)
    quiet.step([beside_ship(0, 100)._replace(ahead=0.04)])
    assert quiet.ship.destination == pytest.approx((start + 0.04 * speed, OPEN_SPACE[1] + 100))


def test_a_click_on_the_minimap_flies_to_that_place_of_the_sector(quiet: Simulation) -> None:
    quiet.step([at_pixel(layout.MINIMAP.left + 150, layout.MINIMAP.top + 30)])
    wanted = (rules.WORLD_WIDTH * 0.75, rules.WORLD_HEIGHT * 0.2)
    assert quiet.ship.destination == pytest.approx(wanted)
    run(quiet, 8)
    assert (quiet.ship.x, quiet.ship.y) == pytest.approx(wanted, abs=8)


@pytest.mark.parametrize("panel", [panel for panel in layout.PANELS if panel is not layout.MINIMAP_FRAME])
def test_clicks_on_the_hud_do_nothing(quiet: Simulation, panel: layout.Panel) -> None:
    quiet.step([at_pixel((panel.left + panel.right) / 2, (panel.top + panel.bottom) / 2)])
    assert quiet.ship.destination is None


@pytest.mark.parametrize("click", [Click.LEFT, Click.DOUBLE])
def test_a_click_near_an_enemy_locks_it_and_a_right_click_cancels(quiet: Simulation, click: Click) -> None:
    enemy = add_enemy(quiet, "drone", 200, 0)
    margin = ENEMIES["drone"].radius + rules.CLICK_MARGIN
    quiet.step([beside_ship(200 + margin + 4, 0, click)])
    assert quiet.scene().lock is None
    quiet.step([beside_ship(200 + margin - 4, 0, click)])
    assert quiet.scene().lock == enemy.id
    assert quiet.scene().hud["target_hp"] == 1.0
    quiet.step([beside_ship(-300, 0, Click.RIGHT)])
    assert quiet.scene().lock is None


def test_ctrl_without_a_lock_only_says_so(quiet: Simulation) -> None:
    quiet.step([press("Ctrl")])
    assert quiet.scene().hud["firing"] == 0.0
    assert quiet.scene().message == "No target locked"


def test_ctrl_fires_until_the_enemy_is_dead_and_pressing_again_changes_nothing(quiet: Simulation) -> None:
    add_enemy(quiet, "drone", 300, 0)
    quiet.step([beside_ship(300, 0)])
    outcomes = [quiet.step([press("Ctrl")]) for _ in range(2)]
    assert quiet.scene().hud["firing"] == 1.0
    while quiet.sector.enemies and quiet.time < 10:
        outcomes.append(quiet.step())
    assert quiet.totals["kills"] == 1
    assert quiet.totals["score"] == ENEMIES["drone"].reward
    assert quiet.totals["damage_dealt"] == pytest.approx(ENEMIES["drone"].hull)
    assert sum(outcome.get("damage_dealt", 0) for outcome in outcomes) == pytest.approx(ENEMIES["drone"].hull)
    assert outcomes[-1].keys() >= {"kills", "score", "damage_dealt"}
    assert quiet.scene().lock is None
    assert quiet.scene().hud["firing"] == 0.0


def test_a_target_out_of_range_takes_no_damage_and_firing_ends_beyond_the_leash(quiet: Simulation) -> None:
    enemy = add_enemy(quiet, "hulk", rules.WEAPON_RANGE + 60, 0)
    quiet.step([beside_ship(rules.WEAPON_RANGE + 60, 0), press("Ctrl")])
    run(quiet, 0.5)
    assert quiet.scene().hud["firing"] == 1.0
    assert quiet.totals["damage_dealt"] == 0
    enemy.x = quiet.ship.x + rules.FIRE_LEASH + 20
    quiet.step()
    assert quiet.scene().hud["firing"] == 0.0
    assert quiet.scene().lock == enemy.id
    enemy.x = quiet.ship.x + rules.LOCK_LEASH + 20
    quiet.step()
    assert quiet.scene().lock is None


def test_choosing_another_target_holds_fire(quiet: Simulation) -> None:
    add_enemy(quiet, "drone", 200, 0)
    other = add_enemy(quiet, "drone", -200, 0)
    quiet.step([beside_ship(200, 0), press("Ctrl")])
    quiet.step([beside_ship(-200, 0)])
    assert quiet.scene().lock == other.id
    assert quiet.scene().hud["firing"] == 0.0


def damage_in(simulation: Simulation, kind: str, ammo: str, seconds: float) -> float:
    """What a few seconds of fire with one kind of ammunition do to one kind of enemy."""
    simulation.sector.enemies.clear()
    simulation.ship.place(*OPEN_SPACE)
    simulation.ship.hull = simulation.ship.shield = simulation.ship.energy = FULL
    enemy = add_enemy(simulation, kind, 300, 0)
    simulation.step([press(ammo)])
    simulation.step([beside_ship(300, 0)._replace(x=(layout.CENTRE_X + enemy.x - OPEN_SPACE[0]) / VIEW_WIDTH)])
    simulation.step([press("Ctrl")])
    run(simulation, seconds)
    return enemy.rules.hull - enemy.hull


def test_heavy_rounds_hit_hardest_and_cost_energy_but_armour_asks_for_piercing_ones(quiet: Simulation) -> None:
    standard, heavy, piercing = (damage_in(quiet, "raider", ammo, 2) for ammo in "123")
    assert heavy > standard > piercing > 0
    standard, heavy, piercing = (damage_in(quiet, "hulk", ammo, 2) for ammo in "123")
    assert piercing > heavy > standard > 0
    quiet.sector.enemies.clear()
    damage_in(quiet, "raider", "2", 2)
    assert quiet.ship.energy < FULL
    assert quiet.scene().hud["ammo"] == pytest.approx(2 / 3)


def test_q_repairs_over_two_seconds_and_has_to_cool_down(quiet: Simulation) -> None:
    quiet.ship.hull = 30.0
    quiet.step([press("Q")])
    assert quiet.ship.hull < 40.0
    assert quiet.scene().hud["ready_q"] < 0.02
    assert quiet.scene().hud["energy"] == pytest.approx(0.8, abs=0.01)
    run(quiet, rules.REPAIR.lasts)
    assert quiet.ship.hull == pytest.approx(30.0 + rules.REPAIR_TOTAL, abs=3)
    quiet.step([press("Q")])
    assert quiet.scene().message == "Not ready yet"
    run(quiet, rules.REPAIR.cooldown)
    assert quiet.scene().hud["ready_q"] == 1.0


def test_an_ability_that_cannot_be_paid_for_stays_off(quiet: Simulation) -> None:
    quiet.ship.energy = 5.0
    quiet.step([press("E")])
    assert not quiet.scene().shielded
    assert quiet.scene().hud["ready_e"] == 1.0
    assert quiet.scene().message == "Not enough energy"


def test_e_lets_only_a_part_of_the_damage_through(quiet: Simulation) -> None:
    quiet.step([press("E")])
    assert quiet.scene().shielded
    assert quiet.ship.take(40.0, quiet.tick) == pytest.approx(40.0 * rules.AEGIS_PASSES)
    assert quiet.ship.shield == pytest.approx(FULL - 40.0 * rules.AEGIS_PASSES)
    run(quiet, rules.AEGIS.lasts)
    assert not quiet.scene().shielded
    assert quiet.ship.take(40.0, quiet.tick) == 40.0


def test_r_makes_the_ship_faster_for_a_while(quiet: Simulation) -> None:
    quiet.step([at_pixel(layout.MINIMAP.right - 2, layout.MINIMAP.top + 10), press("R")])
    run(quiet, 1.5)
    assert math.hypot(quiet.ship.vx, quiet.ship.vy) == pytest.approx(rules.CRUISE * rules.BOOST_FACTOR)
    run(quiet, 2)
    assert math.hypot(quiet.ship.vx, quiet.ship.vy) == pytest.approx(rules.CRUISE)


def test_space_hurts_every_enemy_around_and_sweeps_bolts_away(quiet: Simulation) -> None:
    near = [add_enemy(quiet, "raider", 150, 0), add_enemy(quiet, "raider", -150, 80)]
    far = add_enemy(quiet, "raider", 0, 500)
    run(quiet, 0.1)
    assert quiet.sector.shots
    quiet.step([press("Space")])
    assert all(enemy.hull == pytest.approx(enemy.rules.hull - rules.BLAST_DAMAGE) for enemy in near)
    assert far.hull == far.rules.hull
    assert not quiet.sector.shots


@pytest.mark.parametrize("kind", ["crate", "ore"])
def test_loot_is_flown_to_by_a_click_and_taken_by_touch(quiet: Simulation, kind: str) -> None:
    add_loot(quiet, kind, 250, 60)
    quiet.step([beside_ship(250 + 25, 60)])
    assert quiet.ship.destination == pytest.approx((OPEN_SPACE[0] + 250, OPEN_SPACE[1] + 60))
    run(quiet, 2)
    assert quiet.totals["loot"] == 1
    assert quiet.totals["score"] == rules.LOOT_SCORE[kind]
    assert not quiet.sector.loot


def test_what_was_taken_returns_out_of_sight(quiet: Simulation) -> None:
    add_loot(quiet, "ore", 30, 0)
    quiet.step()
    assert not quiet.sector.loot
    run(quiet, rules.LOOT_RETURNS[1] + 0.1)
    item = quiet.sector.loot[0].sprite
    assert item.kind == "ore"
    assert math.hypot(item.x - quiet.ship.x, item.y - quiet.ship.y) >= rules.RETURN_DISTANCE


def test_what_an_enemy_dropped_vanishes_after_a_while(quiet: Simulation) -> None:
    hulk = add_enemy(quiet, "hulk", 200, 0)
    hulk.hull = 1.0
    quiet.step([beside_ship(200, 0), press("Ctrl")])
    quiet.step()
    assert [item.sprite.kind for item in quiet.sector.loot] in (["crate"], ["crate", "crate"])
    quiet.ship.place(OPEN_SPACE[0], OPEN_SPACE[1] + 800)
    run(quiet, rules.DROP_LASTS)
    assert not quiet.sector.loot


def test_a_gate_leads_to_its_partner_and_back(quiet: Simulation) -> None:
    gate = SECTORS[1].gates[0]
    quiet.ship.place(gate.x - 300, gate.y)
    quiet.step([beside_ship(290, 0)])
    for _ in range(ticks(3)):
        quiet.step()
        if quiet.sector.number == 2:
            break
    assert quiet.scene().hud["sector"] == pytest.approx(2 / 3)
    back = next(gate for gate in SECTORS[2].gates if gate.leads_to == 1)
    assert math.hypot(quiet.ship.x - back.x, quiet.ship.y - back.y) > rules.GATE_RADIUS
    assert quiet.ship.take(50, quiet.tick) == 0.0, "a ship is immune for a moment after a jump"
    quiet.step([beside_ship(back.x - quiet.ship.x, 0)])
    run(quiet, 2)
    assert quiet.sector.number == 1


def test_death_costs_and_the_ship_is_back_at_the_station_three_seconds_later(quiet: Simulation) -> None:
    add_enemy(quiet, "raider", 200, 0)
    quiet.ship.hull, quiet.ship.shield = 1.0, 0.0
    while not quiet.totals["deaths"] and quiet.time < 5:
        quiet.step()
    assert quiet.totals["score"] == rules.DEATH_SCORE
    assert quiet.scene().respawn_in == pytest.approx(rules.RESPAWN_AFTER)
    assert quiet.scene().hud["hp"] == 0.0
    quiet.step([beside_ship(300, 0), press("R")])
    assert quiet.scene().destination is None, "a lost ship takes no orders"
    run(quiet, rules.RESPAWN_AFTER)
    assert quiet.scene().respawn_in == 0.0
    assert quiet.sector.number == 1
    assert quiet.safe
    assert quiet.scene().hud["hp"] == 1.0


def test_the_stations_zone_heals_and_keeps_out_enemies_and_war() -> None:
    simulation = Simulation(5)
    raider = add_enemy(simulation, "raider", 300, 0)
    simulation.ship.hull = 20.0
    simulation.step([beside_ship(300, 0)])
    simulation.step([press("Ctrl")])
    assert simulation.scene().message == "No fire in the station's zone"
    for _ in range(ticks(5)):
        simulation.step()
        assert not any(simulation.sector.is_safe(enemy.x, enemy.y) for enemy in simulation.sector.enemies)
    assert simulation.ship.hull == FULL
    assert raider.hull == raider.rules.hull
    assert simulation.totals["damage"] == 0


def test_a_drone_minds_its_business_until_it_is_attacked_and_then_its_swarm_helps(quiet: Simulation) -> None:
    victim = add_enemy(quiet, "drone", 150, 0)
    friend = add_enemy(quiet, "drone", 150, 120)
    stranger = add_enemy(quiet, "drone", -400, 0)
    run(quiet, 3)
    assert quiet.totals["damage"] == 0
    victim.x, victim.y = friend.x, friend.y - 100
    quiet.step([beside_ship(victim.x - quiet.ship.x, victim.y - quiet.ship.y), press("Ctrl")])
    quiet.step()
    assert victim.hull < victim.rules.hull
    assert victim.alert_until > quiet.tick
    assert friend.alert_until > quiet.tick
    assert stranger.alert_until == 0


def test_a_raider_attacks_on_sight_and_a_resting_ship_is_hit_far_more_than_a_circling_one(quiet: Simulation) -> None:
    add_enemy(quiet, "raider", 260, 0)
    run(quiet, 5)
    resting = quiet.totals["damage"]
    quiet.ship.hull = quiet.ship.shield = FULL
    for _ in range(ticks(5)):
        raider = quiet.sector.enemies[0]
        dx, dy = raider.x - quiet.ship.x, raider.y - quiet.ship.y
        distance = math.hypot(dx, dy)
        quiet.step([Input(0.5 - dy / distance * 0.15, 0.5 + dx / distance * 0.26, Click.LEFT)])
    circling = quiet.totals["damage"] - resting
    assert resting >= 60
    assert circling < resting / 2


def test_a_hulk_burns_what_comes_near(quiet: Simulation) -> None:
    add_enemy(quiet, "hulk", 150, 0)
    quiet.step()
    assert quiet.totals["damage"] == ENEMIES["hulk"].burn_damage
    assert any(beam.hostile for beam in quiet.scene().beams)


def test_an_enemy_gives_up_on_a_ship_that_outruns_it(quiet: Simulation) -> None:
    raider = add_enemy(quiet, "raider", -300, 0)
    quiet.step()
    assert raider.alert_until > quiet.tick
    quiet.step([at_pixel(layout.MINIMAP.right - 30, layout.MINIMAP.top + 10)])
    run(quiet, 8)
    assert raider.alert_until <= quiet.tick
    assert math.hypot(raider.x - quiet.ship.x, raider.y - quiet.ship.y) > 600


def test_a_ship_slides_around_an_asteroid_in_its_way() -> None:
    simulation = Simulation(11)
    simulation.sector.enemies.clear()
    rock = simulation.sector.rocks[0]
    ship = simulation.ship
    ship.place(rock.x - 200, rock.y)
    simulation.step([beside_ship(400, 0)])
    touched = False
    for _ in range(ticks(6)):
        simulation.step()
        distance = math.hypot(ship.x - rock.x, ship.y - rock.y)
        assert distance >= rock.radius + rules.SHIP_RADIUS - 0.01
        touched = touched or distance < rock.radius + rules.SHIP_RADIUS + 1.0
    assert touched
    assert (ship.x, ship.y) == pytest.approx((rock.x + 200, rock.y), abs=8)
